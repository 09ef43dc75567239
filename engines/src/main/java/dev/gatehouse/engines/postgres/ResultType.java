package dev.gatehouse.engines.postgres;

/**
 * The type of a column of a result.
 *
 * @param name as the database writes it
 * @param oid its number
 * @param element for an array the number of its elements' type, what a domain stands for in place
 *     of the domain; 0 for any other type
 * @param delimiter what stands between the elements of an array
 */
record ResultType(String name, int oid, int element, char delimiter) {

    boolean isArray() {
        return element != 0;
    }
}
