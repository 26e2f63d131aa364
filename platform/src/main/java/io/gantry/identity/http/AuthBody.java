package io.gantry.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// The body of a request for a token. Prints nothing of it: half of it is secret.
record AuthBody(Optional<Auth> auth) {
    record Auth(Optional<Proof> identity, Optional<JsonNode> scope) {}

    record Proof(Optional<List<String>> methods, Optional<PasswordProof> password, Optional<TokenProof> token,
            Optional<CredentialProof> applicationCredential) {
        /// Who he says he is, for the audit trail.
        Optional<String> claim() {
            return password.flatMap(PasswordProof::user)
                    .flatMap(user -> user.name().or(user::id))
                    .or(() -> applicationCredential.flatMap(one -> one.id().or(one::name)));
        }

        @Override
        public String toString() {
            return "Proof[methods=" + methods + "]";
        }
    }

    record PasswordProof(Optional<WithPassword> user) {
        @Override
        public String toString() {
            return "PasswordProof";
        }
    }

    record WithPassword(Optional<String> id, Optional<String> name, Optional<Reference> domain,
            Optional<String> password) {
        @Override
        public String toString() {
            return "WithPassword[id=" + id + ", name=" + name + "]";
        }
    }

    record TokenProof(Optional<String> id) {
        @Override
        public String toString() {
            return "TokenProof";
        }
    }

    record CredentialProof(Optional<String> id, Optional<String> name, Optional<Named> user,
            Optional<String> secret) {
        @Override
        public String toString() {
            return "CredentialProof[id=" + id + ", name=" + name + "]";
        }
    }

    record Named(Optional<String> id, Optional<String> name, Optional<Reference> domain) {}

    record Reference(Optional<String> id, Optional<String> name) {}
}
