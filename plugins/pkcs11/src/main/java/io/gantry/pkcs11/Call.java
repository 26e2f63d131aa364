package io.gantry.pkcs11;

/// The functions of a PKCS#11 library that are used.
enum Call {
    INITIALIZE(0, 1), GET_SLOT_LIST(4, 3), GET_TOKEN_INFO(6, 2), OPEN_SESSION(12, 5), CLOSE_SESSION(13, 1), LOGIN(18,
            4), GET_ATTRIBUTE_VALUE(24, 4), FIND_OBJECTS_INIT(26, 3), FIND_OBJECTS(27, 4), FIND_OBJECTS_FINAL(28,
                    1), ENCRYPT_INIT(29, 3), ENCRYPT(30, 5), DECRYPT_INIT(33, 3), DECRYPT(34, 5), GENERATE_KEY(58, 5);

    /// Where its address stands in the library's list of functions, counted from 0.
    final int place;
    final int arguments;

    Call(int place, int arguments) {
        this.place = place;
        this.arguments = arguments;
    }
}
