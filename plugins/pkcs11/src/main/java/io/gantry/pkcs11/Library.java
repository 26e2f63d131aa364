package io.gantry.pkcs11;

/// A PKCS#11 library.
interface Library {
    /// @param arguments numbers and addresses, which all are as wide as a C long
    /// @return what the function returns: 0 if it did what it was asked
    long answer(Call call, long... arguments);

    /// Calls, and takes nothing but 0 for an answer.
    default void call(Call call, long... arguments) throws CodeException {
        var code = answer(call, arguments);
        if (code != 0) {
            throw new CodeException(call, code);
        }
    }
}
