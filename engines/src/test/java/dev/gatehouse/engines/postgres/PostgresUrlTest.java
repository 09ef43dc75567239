package dev.gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engines.postgres.PostgresSettings.ChannelBinding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgres://u:p@h:5433/d,                            h,         5433, d,    u, p",
                "postgresql://u@h/d,                                 h,         5432, d,    u, ''",
                "postgres://u@h,                                     h,         5432, u,    u, ''",
                "postgres://u@h/,                                    h,         5432, u,    u, ''",
                "postgres://u@/d,                                    localhost, 5432, d,    u, ''",
                "postgres://u:p%40%3A%2F@h/d,                        h,         5432, d,    u, p@:/",
                "postgres://u:a@b:c@h/d,                             h,         5432, d,    u, a@b:c",
                "postgres://u%C3%BC:%F0%9F%98%80@h/d%20x,            h,         5432, d x,  uü, 😀",
                "postgres://u:p+q@h/d,                               h,         5432, d,    u, p+q",
                "postgres://u:p@[::1]:6000/d,                        ::1,       6000, d,    u, p",
                "postgres://u:p@[2001:db8::7]/d,                     2001:db8::7, 5432, d,  u, p",
                "postgres://h/d?user=u&password=p%26q,               h,         5432, d,    u, p&q",
                "jdbc:postgresql://h:5433/d?user=u&password=p,       h,         5433, d,    u, p",
                "jdbc:postgresql://u:p@h/d,                          h,         5432, d,    u, p",
                "' postgres://u:p@h/d ',                             h,         5432, d,    u, p",
            })
    void theParts(
            String url, String host, int port, String database, String user, String password) {
        PostgresSettings settings = PostgresUrl.parse(url);
        assertThat(settings.place().host()).isEqualTo(host);
        assertThat(settings.place().port()).isEqualTo(port);
        assertThat(settings.place().database()).isEqualTo(database);
        assertThat(settings.login().user()).isEqualTo(user);
        assertThat(settings.login().password().get()).isEqualTo(password);
    }

    @Test
    void theParameters() {
        PostgresSettings settings =
                PostgresUrl.parse(
                        "postgres://u@h/d?sslmode=verify-full&connect_timeout=7"
                                + "&application_name=my%20app&sslrootcert=/ca.pem"
                                + "&channel_binding=require");
        assertThat(settings.encryption().mode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(settings.encryption().rootCertificate()).isEqualTo("/ca.pem");
        assertThat(settings.encryption().channelBinding()).isEqualTo(ChannelBinding.REQUIRE);
        assertThat(settings.bounds().connectTime()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.session().applicationName()).isEqualTo("my app");
    }

    @Test
    void theDriversOwnSpellingOfParameters() {
        PostgresSettings settings =
                PostgresUrl.parse(
                        "jdbc:postgresql://h/d?user=u&connectTimeout=7&ApplicationName=a"
                                + "&sslmode=disable");
        assertThat(settings.encryption().mode()).isEqualTo(SslMode.DISABLE);
        assertThat(settings.bounds().connectTime()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.session().applicationName()).isEqualTo("a");
    }

    @Test
    void theUserCanComeFromElsewhere() {
        assertThat(PostgresUrl.parse("postgres://h/d", "other").login().user()).isEqualTo("other");
        assertThat(PostgresUrl.parse("postgres://u@h/d", "other").login().user()).isEqualTo("u");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://u:S3CRET@h/d                       | starts with postgres://",
                "u:S3CRET@h/d                               | starts with postgres://",
                "postgres://h/d?password=S3CRET             | names no user",
                "postgres://:S3CRET@h/d                     | names no user",
                "postgres://u:S3CRET@h:port/d               | port that is no number from 1 to 65535",
                "postgres://u:S3CRET@h:0/d                  | port that is no number",
                "postgres://u:S3CRET@h:65536/d              | port that is no number",
                "postgres://u:S3CRET@h:99999999999/d        | port that is no number",
                "postgres://u:S3CRET/x@h/d                  | in a password write / as %2F",
                "postgres://u:S3CRET@h1,h2/d                | several hosts",
                "postgres://u:S3CRET@::1/d                  | IPv6 address stands in brackets",
                "postgres://u:S3CRET@[::1/d                 | IPv6 address stands in brackets",
                "postgres://u:S3CRET@%2Fvar%2Frun/d         | Unix socket",
                "postgres://u:S3CRET%@h/d                   | write %25",
                "postgres://u:S3CRET%4@h/d                  | write %25",
                "postgres://u:S3CRET%zz@h/d                 | write %25",
                "postgres://u:S3CRET%FF@h/d                 | not UTF-8",
                "postgres://u:S3CRET@h/d?sslmode=verifyfull | did you mean verify-full?",
                "postgres://u:S3CRET@h/d?sslmode=S3CRET     | none of disable, allow",
                "postgres://u:S3CRET@h/d?ssl_mode=require   | ssl_mode; did you mean sslmode?",
                "postgres://u:S3CRET@h/d?passwort=S3CRET    | passwort; did you mean password?",
                "postgres://u:S3CRET@h/d?zzzzzzzzzzzzzzzz=1 | it knows ApplicationName,",
                "postgres://u:S3CRET@h/d?connect_timeout=x  | connect_timeout that is no number",
                "postgres://u:S3CRET@h/d?x@S3CRET           | a parameter that Gatehouse does not know;",
            })
    void whatIsWrongIsSaidWithoutThePassword(String url, String message) {
        assertThatThrownBy(() -> PostgresUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the database URL ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("S3CRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://h", "postgresql://h", "jdbc:postgresql://h"})
    void urlsOfPostgresAreKnown(String url) {
        assertThat(PostgresUrl.matches(url)).isTrue();
        assertThat(PostgresUrl.matches("x" + url)).isFalse();
    }

    @Test
    void settingsShowNothingInALog() {
        assertThat(PostgresUrl.parse("postgres://user:S3CRET@host/db").toString())
                .doesNotContain("S3CRET", "host", "user");
    }
}
