package io.gantry.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyStoreContractTest {
    @Test
    void passesADriverThatKeepsTheContract() {
        assertEquals(Set.of(), Verdict.failures(Right.class));
    }

    @Test
    void catchesEachWayToBreakIt() {
        catches("keepsNothingReadableInItsDirectory", Plain.class);
        catches("givesANewTokenAtEachCallThatRevealsNothing", Telling.class);
        catches("givesANewTokenAtEachCallThatRevealsNothing", Same.class);
        catches("keepsSecretsWhenItIsOpenedAgain", Forgetful.class);
        catches("forgetsForGoodWhatIsDeletedAndNothingElse", Keeping.class);
        catches("knowsNoTokenThatItDidNotGive", Traversing.class);
        catches("refusesMoreThanAMebibyte", Greedy.class);
        catches("refusesMoreThanAMebibyte", Raw.class);
        catches("opensForNoOtherSecret", Unbound.class);
        catches("givesBackWhatWasPutEvenEmptyOrOfOneMebibyte", Wordy.class);
        catches("keepsACopyThatWipingDoesNotReach", Wiping.class);
        catches("isNotHarmedByInterruption", Sulking.class);
        catches("servesManyCallersAtOnce", Crossed.class);
    }

    private static void catches(String by, Class<?> test) {
        var failures = Verdict.failures(test);
        assertTrue(failures.contains(by), test.getSimpleName() + " was caught by " + failures + " and not by " + by);
    }

    /// What a test of a broken store replaces.
    interface Behaviour {
        default String token(Secret unused) {
            return UUID.randomUUID().toString();
        }

        default byte[] seal(byte[] plain) {
            var sealed = plain.clone();
            for (var i = 0; i < sealed.length; i++) {
                sealed[i] ^= (byte) 0xa5;
            }
            return sealed;
        }

        default boolean deletes() {
            return true;
        }

        default boolean knows(String token) {
            return token.matches("[0-9a-f-]{36}");
        }

        default int longest() {
            return 1 << 20;
        }

        default RuntimeException tooLong() {
            return new DriverException(Kind.INVALID, "The secret is too long.");
        }

        default boolean remembers() {
            return true;
        }

        default boolean binds() {
            return true;
        }

        default boolean wipes() {
            return false;
        }

        default void whenInterrupted() {}
    }

    @DriverId(value = "sample", description = "A store to break.")
    public static final class Sample implements KeyStore {
        private final Path directory;
        private final Behaviour behaviour;

        public Sample(DriverContext context) {
            this(context, new Behaviour() {
            });
        }

        Sample(DriverContext context, Behaviour behaviour) {
            this.behaviour = behaviour;
            this.directory = context.directory()
                    .resolve(behaviour.remembers() ? "secrets" : UUID.randomUUID().toString());
        }

        @Override
        public byte[] put(SecretId id, Secret secret) {
            if (secret.bytes().length > behaviour.longest()) {
                throw behaviour.tooLong();
            }
            if (Thread.currentThread().isInterrupted()) {
                behaviour.whenInterrupted();
            }
            var token = behaviour.token(secret);
            var bytes = behaviour.seal(secret.bytes());
            io(() -> Files.write(Files.createDirectories(directory).resolve(file(id, token)), bytes));
            if (behaviour.wipes()) {
                secret.close();
            }
            return token.getBytes(ISO_8859_1);
        }

        private String file(SecretId id, String token) {
            return (behaviour.binds() ? id.project() + "." + id.secret() + "." : "") + token;
        }

        @Override
        public Optional<Secret> get(SecretId id, byte[] token) {
            var text = new String(token, ISO_8859_1);
            if (!behaviour.knows(text)) {
                return Optional.empty();
            }
            var file = directory.resolve(file(id, text));
            return Files.isRegularFile(file)
                    ? Optional.of(new Secret(behaviour.seal(io(() -> Files.readAllBytes(file)))))
                    : Optional.empty();
        }

        @Override
        public void delete(SecretId id, byte[] token) {
            var text = new String(token, ISO_8859_1);
            if (behaviour.deletes() && behaviour.knows(text)) {
                io(() -> Files.deleteIfExists(directory.resolve(file(id, text))));
            }
        }

        private interface Work<T> {
            T run() throws IOException;
        }

        private static <T> T io(Work<T> work) {
            try {
                return work.run();
            } catch (IOException failed) {
                throw new DriverException(Kind.FAILED, "The store cannot be used.", failed);
            }
        }
    }

    static class Right extends KeyStoreContract<Sample> {
        @Override
        protected Class<Sample> driver() {
            return Sample.class;
        }

        @Override
        protected final Sample open(DriverContext context) {
            return new Sample(context, behaviour());
        }

        Behaviour behaviour() {
            return new Behaviour() {
            };
        }
    }

    static class Plain extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public byte[] seal(byte[] plain) {
                    return plain;
                }
            };
        }
    }

    static class Telling extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public String token(Secret secret) {
                    var hex = HexFormat.of().formatHex(new String(secret.bytes(), ISO_8859_1).getBytes(ISO_8859_1));
                    return UUID.randomUUID() + hex.substring(0, Math.min(100, hex.length()));
                }
            };
        }
    }

    static class Same extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public String token(Secret secret) {
                    return new UUID(1, secret.hashCode()).toString();
                }
            };
        }
    }

    static class Forgetful extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public boolean remembers() {
                    return false;
                }
            };
        }
    }

    static class Keeping extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public boolean deletes() {
                    return false;
                }
            };
        }
    }

    static class Traversing extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public boolean knows(String token) {
                    return !token.isEmpty();
                }
            };
        }
    }

    static class Greedy extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public int longest() {
                    return Integer.MAX_VALUE;
                }
            };
        }
    }

    static class Raw extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public RuntimeException tooLong() {
                    return new IllegalArgumentException("too long");
                }
            };
        }
    }

    static class Unbound extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public boolean binds() {
                    return false;
                }
            };
        }
    }

    static class Wordy extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public byte[] seal(byte[] plain) {
                    return plain;
                }

                @Override
                public String token(Secret secret) {
                    return "x".repeat(1 << 11);
                }
            };
        }
    }

    static class Wiping extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public boolean wipes() {
                    return true;
                }
            };
        }
    }

    static class Sulking extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public void whenInterrupted() {
                    throw new DriverException(Kind.FAILED, "The channel was closed.");
                }
            };
        }
    }

    /// Gives two callers at once the same token.
    static class Crossed extends Right {
        @Override
        Behaviour behaviour() {
            return new Behaviour() {
                @Override
                public boolean binds() {
                    return false;
                }

                @Override
                public String token(Secret secret) {
                    return new UUID(1, secret.bytes().length / 8).toString();
                }
            };
        }
    }
}
