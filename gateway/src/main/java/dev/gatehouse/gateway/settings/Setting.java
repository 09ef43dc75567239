package dev.gatehouse.gateway.settings;

/**
 * One setting. Declared once; how it is read, what the reference says of it, and what an editor
 * knows of it follow from here.
 *
 * @param name as it is written in its section
 * @param help what it is for, in one sentence
 * @param fallback its value where nothing is written, as one would write it; empty when it has none
 * @param absent what holds where nothing is written and there is no fallback
 * @param variable the environment variable that is read where the file says nothing; empty when
 *     there is none
 * @param option the option of the command line that wins over the file; empty when there is none
 * @param example a value as one would write it in the file
 */
record Setting<T>(
        String name,
        Type<T> type,
        String help,
        String fallback,
        String absent,
        String variable,
        String option,
        String example) {

    static <T> Setting<T> of(String name, Type<T> type, String help) {
        return new Setting<>(name, type, help, "", "", "", "", "");
    }

    Setting<T> fallback(String text) {
        return new Setting<>(name, type, help, text, absent, variable, option, example);
    }

    Setting<T> absent(String words) {
        return new Setting<>(name, type, help, fallback, words, variable, option, example);
    }

    Setting<T> variable(String text) {
        return new Setting<>(name, type, help, fallback, absent, text, option, example);
    }

    Setting<T> option(String text) {
        return new Setting<>(name, type, help, fallback, absent, variable, text, example);
    }

    Setting<T> example(String text) {
        return new Setting<>(name, type, help, fallback, absent, variable, option, text);
    }
}
