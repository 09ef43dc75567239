package dev.gatehouse.gateway.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reading of the settings: what values can refer to, and where problems go.
 *
 * @param options what was said on the command line, by option
 * @param lines those of the file
 */
record Reading(
        Surroundings surroundings,
        Map<String, String> options,
        Checks checks,
        List<String> lines,
        Problems problems) {

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

    Optional<Raw.Variable> option(String name) {
        return Optional.ofNullable(options.get(name)).map(text -> new Raw.Variable(name, text));
    }

    void warnOfPlainSecret(Where where) {
        problems.warning(
                where,
                "a password stands in this file",
                "put it elsewhere, and write `${env:NAME}` or `${file:PATH}`");
    }
}
