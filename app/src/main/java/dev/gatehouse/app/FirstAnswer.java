package dev.gatehouse.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An output that, once something went out, starts what could wait until then. */
final class FirstAnswer extends FilterOutputStream {

    private final Runnable then;
    private boolean given;

    FirstAnswer(OutputStream out, Runnable then) {
        super(out);
        this.then = then;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        if (!given) {
            given = true;
            then.run();
        }
    }
}
