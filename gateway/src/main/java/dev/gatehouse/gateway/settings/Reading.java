package dev.gatehouse.gateway.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * One reading of the settings: what values can refer to, and where problems go.
 *
 * @param urlCheck what is the matter with the URL of a database, if anything
 */
record Reading(
        Surroundings surroundings, Function<String, Optional<String>> urlCheck, Problems problems) {

    /** The value, or a problem and nothing. */
    <T> Optional<T> attempt(Raw raw, Type<T> type) {
        try {
            return Optional.of(type.read(raw, this));
        } catch (BadValue e) {
            problems.error(raw.where(), e.message(), "");
        } catch (SecretUnavailable e) {
            problems.error(raw.where(), String.valueOf(e.getMessage()), "");
        }
        return Optional.empty();
    }

    Optional<Raw.Variable> variable(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : surroundings.variables().apply(name).map(text -> new Raw.Variable(name, text));
    }

    Optional<String> checkUrl(String url) {
        return urlCheck.apply(url);
    }

    void warnOfPlainSecret(Where where) {
        problems.warning(
                where,
                "a password stands in this file",
                "put it elsewhere, and write `${env:NAME}` or `${file:PATH}`");
    }
}
