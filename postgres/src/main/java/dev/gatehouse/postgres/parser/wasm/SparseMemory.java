package dev.gatehouse.postgres.parser.wasm;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * The memory of an instance, in pages that take up heap only once they are written to. The module
 * reserves 32 MiB for its C stack and uses a few KiB of them.
 *
 * <p>An access out of bounds ends in an {@link IndexOutOfBoundsException}. Not thread-safe, and
 * without what only modules with several threads need.
 */
final class SparseMemory implements Memory {
    private static final int SHIFT = 16;
    private static final int MASK = PAGE_SIZE - 1;

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    /** Stands for every page that is still zero; never written to. */
    private static final byte[] UNTOUCHED = new byte[PAGE_SIZE];

    /** Stands for every page beyond the end: whatever is read there is out of its bounds. */
    private static final byte[] BEYOND = new byte[0];

    private final MemoryLimits limits;
    private final byte[][] readable;
    private final byte[][] writable;
    private int pages;
    private int touched;

    SparseMemory(MemoryLimits limits) {
        this.limits = limits;
        this.readable = new byte[limits.maximumPages()][];
        this.writable = new byte[limits.maximumPages()][];
        Arrays.fill(readable, BEYOND);
        Arrays.fill(writable, BEYOND);
        grow(limits.initialPages());
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** The pages that take up heap. */
    int touchedPages() {
        return touched;
    }

    private byte[] readablePage(int address) {
        return readable[address >>> SHIFT];
    }

    @SuppressWarnings("ReferenceEquality") // This very array means that there is no page yet.
    private byte[] writablePage(int address) {
        byte[] page = writable[address >>> SHIFT];
        return page == UNTOUCHED ? touch(address >>> SHIFT) : page;
    }

    private byte[] touch(int number) {
        byte[] page = new byte[PAGE_SIZE];
        readable[number] = page;
        writable[number] = page;
        touched++;
        return page;
    }

    @Override
    public int pages() {
        return pages;
    }

    @Override
    public int grow(int more) {
        int before = pages;
        if (more < 0 || more > limits.maximumPages() - before) {
            return -1;
        }
        Arrays.fill(readable, before, before + more, UNTOUCHED);
        Arrays.fill(writable, before, before + more, UNTOUCHED);
        pages = before + more;
        return before;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return limits.maximumPages();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public byte read(int address) {
        return readablePage(address)[address & MASK];
    }

    @Override
    public void writeByte(int address, byte value) {
        writablePage(address)[address & MASK] = value;
    }

    @Override
    public short readShort(int address) {
        if ((address & MASK) <= PAGE_SIZE - Short.BYTES) {
            return (short) SHORTS.get(readablePage(address), address & MASK);
        }
        return (short) (readU8(address) | readU8(address + 1) << 8);
    }

    @Override
    public void writeShort(int address, short value) {
        if ((address & MASK) <= PAGE_SIZE - Short.BYTES) {
            SHORTS.set(writablePage(address), address & MASK, value);
        } else {
            writeByte(address, (byte) value);
            writeByte(address + 1, (byte) (value >> 8));
        }
    }

    @Override
    public int readInt(int address) {
        if ((address & MASK) <= PAGE_SIZE - Integer.BYTES) {
            return (int) INTS.get(readablePage(address), address & MASK);
        }
        return (int) readAcrossPages(address, Integer.BYTES);
    }

    @Override
    public void writeI32(int address, int value) {
        if ((address & MASK) <= PAGE_SIZE - Integer.BYTES) {
            INTS.set(writablePage(address), address & MASK, value);
        } else {
            writeAcrossPages(address, value, Integer.BYTES);
        }
    }

    @Override
    public long readLong(int address) {
        if ((address & MASK) <= PAGE_SIZE - Long.BYTES) {
            return (long) LONGS.get(readablePage(address), address & MASK);
        }
        return readAcrossPages(address, Long.BYTES);
    }

    @Override
    public void writeLong(int address, long value) {
        if ((address & MASK) <= PAGE_SIZE - Long.BYTES) {
            LONGS.set(writablePage(address), address & MASK, value);
        } else {
            writeAcrossPages(address, value, Long.BYTES);
        }
    }

    private long readAcrossPages(int address, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= readU8(address + i) << (8 * i);
        }
        return value;
    }

    private void writeAcrossPages(int address, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            writeByte(address + i, (byte) (value >> (8 * i)));
        }
    }

    @Override
    public long readU16(int address) {
        return readShort(address) & 0xFFFFL;
    }

    @Override
    public float readFloat(int address) {
        return Float.intBitsToFloat(readInt(address));
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public void writeF32(int address, float value) {
        writeI32(address, Float.floatToRawIntBits(value));
    }

    @Override
    public double readDouble(int address) {
        return Double.longBitsToDouble(readLong(address));
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public void writeF64(int address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
    }

    @Override
    public byte[] readBytes(int address, int length) {
        requireInBounds(address, length);
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int at = address + done;
            int chunk = Math.min(length - done, PAGE_SIZE - (at & MASK));
            System.arraycopy(readablePage(at), at & MASK, bytes, done, chunk);
            done += chunk;
        }
        return bytes;
    }

    @Override
    public void write(int address, byte[] bytes, int offset, int length) {
        requireInBounds(address, length);
        for (int done = 0; done < length; ) {
            int at = address + done;
            int chunk = Math.min(length - done, PAGE_SIZE - (at & MASK));
            System.arraycopy(bytes, offset + done, writablePage(at), at & MASK, chunk);
            done += chunk;
        }
    }

    @Override
    public void fill(byte value, int from, int to) {
        requireInBounds(from, to - from);
        for (int at = from; at < to; ) {
            int chunk = Math.min(to - at, PAGE_SIZE - (at & MASK));
            Arrays.fill(writablePage(at), at & MASK, (at & MASK) + chunk, value);
            at += chunk;
        }
    }

    @Override
    public void zero() {
        Arrays.fill(readable, 0, pages, UNTOUCHED);
        Arrays.fill(writable, 0, pages, UNTOUCHED);
        touched = 0;
    }

    @Override
    public void copy(int to, int from, int length) {
        requireInBounds(from, length);
        requireInBounds(to, length);
        boolean withinPages =
                (from & MASK) + length <= PAGE_SIZE && (to & MASK) + length <= PAGE_SIZE;
        if (withinPages && length > 0) {
            System.arraycopy(readablePage(from), from & MASK, writablePage(to), to & MASK, length);
        } else {
            // The source is read before anything is written, so an overlap does no harm.
            write(to, readBytes(from, length), 0, length);
        }
    }

    private void requireInBounds(int address, int length) {
        // Addresses are unsigned, but no memory here reaches 2 GiB.
        Objects.checkFromIndexSize(address, length, pages << SHIFT);
    }

    /** The address of the next byte that is zero, at or after the given one. */
    int nextZero(int from) {
        int at = from;
        while (read(at) != 0) {
            at++;
        }
        return at;
    }

    @Override
    public void initialize(Instance instance, DataSegment[] segments) {
        for (DataSegment segment : segments) {
            if (!(segment instanceof ActiveDataSegment active)) {
                throw new UnsupportedOperationException("passive data segments");
            }
            long[] offset =
                    ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions());
            write((int) offset[0], active.data());
        }
    }

    @Override
    public void initPassiveSegment(int segment, int to, int offset, int length) {
        throw new UnsupportedOperationException("passive data segments");
    }

    @Override
    public void drop(int segment) {
        // An active segment has done its work when the instance is made.
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public Object lock(int address) {
        throw onlyOneThread();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public int waitOn(int address, int expected, long timeout) {
        throw onlyOneThread();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public int waitOn(int address, long expected, long timeout) {
        throw onlyOneThread();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public int notify(int address, int maxThreads) {
        throw onlyOneThread();
    }

    private static UnsupportedOperationException onlyOneThread() {
        return new UnsupportedOperationException("this memory has one thread");
    }
}
