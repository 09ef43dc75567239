package dev.gatehouse.engines.postgres;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A socket that reads a limited number of bytes for each time that something is written. The driver
 * bounds the rows of a result, but holds an error's message whole however long it is, and that may
 * be a gigabyte: {@code SELECT repeat('x', 1000000000)::int}. Counted beneath any encryption, which
 * adds less than a hundredth.
 */
final class BoundedSocket extends Socket {

    private final long most;
    private final AtomicLong left;

    /**
     * @param most the most bytes of one reply
     */
    BoundedSocket(long most) {
        this.most = most;
        this.left = new AtomicLong(most);
    }

    /** The reply was longer than this connection reads. The connection is of no use after this. */
    static final class ReplyTooLong extends IOException {
        private static final long serialVersionUID = 1;

        ReplyTooLong() {
            super("the reply is too long");
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Replies(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Requests(super.getOutputStream());
    }

    private final class Replies extends FilterInputStream {

        Replies(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws IOException {
            if (left.addAndGet(-read) < 0) {
                throw new ReplyTooLong();
            }
        }
    }

    private final class Requests extends FilterOutputStream {

        Requests(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            left.set(most);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            left.set(most);
            out.write(bytes, from, length);
        }
    }
}
