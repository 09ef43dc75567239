package dev.gatehouse.gateway.admission;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/**
 * How many statements are left to a subject: a token bucket, full after a period in which nothing
 * was asked. Only {@link #left} is for any thread; whoever counts sees to the rest.
 */
final class Quota {

    private final Key key;
    private final Bucket bucket;
    private int most;

    record Key(Subject subject, Period period) {}

    /**
     * @param left how many are left to begin with, no more than the most
     */
    Quota(Key key, int most, long left, TimeMeter meter) {
        this.key = key;
        this.most = most;
        this.bucket =
                Bucket.builder()
                        .addLimit(
                                limit ->
                                        limit.capacity(most)
                                                .refillGreedy(most, key.period().length())
                                                .initialTokens(left))
                        .withCustomTimePrecision(meter)
                        .build();
    }

    Key key() {
        return key;
    }

    /**
     * From now on there are {@code limit} in a period. What is left stays, as far as that goes, so
     * that nobody gains by coming under one limit and another by turns.
     */
    void limitTo(int limit) {
        if (limit != most) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(
                                    it ->
                                            it.capacity(limit)
                                                    .refillGreedy(limit, key.period().length()))
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
            most = limit;
        }
    }

    /** How long it is until there is one; nothing, if there is. */
    Duration pause() {
        return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Takes one that there is. */
    void take() {
        if (!bucket.tryConsume(1)) {
            throw new IllegalStateException("nothing is taken where nothing is");
        }
    }

    /** How many there are. */
    long left() {
        return bucket.getAvailableTokens();
    }
}
