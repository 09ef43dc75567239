package dev.gatehouse.gateway.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * A map in the settings file.
 *
 * @param name as it is written; empty for the whole file
 * @param entry what stands for the name of each entry, when this is a map of names to such
 *     sections; empty when it is one section
 * @param example the name of an entry, as one would write it
 * @param help what it is for, in one sentence
 */
record Section(
        String name,
        String entry,
        String example,
        String help,
        List<Setting<?>> settings,
        List<Section> sections) {

    Section {
        settings = List.copyOf(settings);
        sections = List.copyOf(sections);
    }

    static Section of(String name, String help, Setting<?>... settings) {
        return new Section(name, "", "", help, List.of(settings), List.of());
    }

    /** This section with others in it. */
    Section with(Section... inner) {
        return new Section(name, entry, example, help, settings, List.of(inner));
    }

    /** A map of names to this section. */
    Section perName(String placeholder, String exampleName) {
        return new Section(name, placeholder, exampleName, help, settings, sections);
    }

    /** This section as one entry of its map. */
    Section oneEntry() {
        return new Section(name, "", "", help, settings, sections);
    }

    /** This section under another name. */
    Section named(String other, String otherHelp) {
        return new Section(other, entry, example, otherHelp, settings, sections);
    }

    /** Whether this is a map of names to sections. */
    boolean hasEntries() {
        return !entry.isEmpty();
    }

    /** Every name that can be written in it. */
    List<String> names() {
        return Stream.concat(
                        settings.stream().map(Setting::name), sections.stream().map(Section::name))
                .toList();
    }
}
