package dev.gatehouse.gateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file to which notes are added, an empty line behind each. */
record NoteFile(Path path) {

    /** Adds a note, and returns when it is on the disk. */
    void add(String note) throws IOException {
        OwnFiles.makeFolderOf(path);
        try (FileChannel file =
                OwnFiles.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            long size = file.size();
            // What a crash left of a note must not run into this one.
            String text = (endsWell(file, size) ? "" : "\n\n") + note + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            file.position(size);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    private static boolean endsWell(FileChannel file, long size) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(2);
        if (size >= end.capacity()) {
            file.read(end, size - end.capacity());
        }
        return size == 0 || (end.get(0) == '\n' && end.get(1) == '\n');
    }
}
