package dev.gatehouse.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that we have started, which are to end with us, however that happens. */
final class Running {

    private final Set<Process> processes = ConcurrentHashMap.newKeySet();

    Running() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end what was started"));
    }

    Process add(Process process) {
        processes.removeIf(each -> !each.isAlive());
        processes.add(process);
        return process;
    }

    private void end() {
        for (Process each : processes) {
            each.descendants().forEach(ProcessHandle::destroyForcibly);
            each.destroyForcibly();
        }
    }
}
