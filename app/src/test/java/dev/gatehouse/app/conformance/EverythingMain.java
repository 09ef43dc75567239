package dev.gatehouse.app.conformance;

import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;

/** Everything as a program on stdio, for clients that start a process. */
final class EverythingMain {

    private EverythingMain() {}

    /** Serves until the input ends. */
    public static void main(String[] args) throws InterruptedException {
        new StdioServer(
                        new Everything().host(),
                        new Tester(),
                        System.in,
                        System.out,
                        StdioLimits.DEFAULT)
                .run();
    }
}
