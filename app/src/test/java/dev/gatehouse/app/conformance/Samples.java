package dev.gatehouse.app.conformance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The smallest picture and the shortest sound, in Base64. */
final class Samples {

    static final String PNG = encoded(Samples::writePicture);
    static final String WAV = encoded(Samples::writeSound);

    private Samples() {}

    @FunctionalInterface
    private interface Writer {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static String encoded(Writer writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static void writePicture(ByteArrayOutputStream out) throws IOException {
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", out);
    }

    private static void writeSound(ByteArrayOutputStream out) throws IOException {
        AudioFormat format = new AudioFormat(8_000, 8, 1, false, false);
        byte[] sample = {0};
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(sample), format, sample.length),
                AudioFileFormat.Type.WAVE,
                out);
    }
}
