package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizeTest {
    @ParameterizedTest
    @CsvSource({"4096,4096", "0,0", "64MiB,67108864", "1.5 GiB,1610612736", "2Ki,2048", "10B,10"})
    void isReadAsPeopleWriteIt(String written, long bytes) {
        assertEquals(bytes, new Size.Converter().convert(written).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "64MB", "-1", "64 mib", "1e9", "99999999999999999999", "1,5GiB"})
    void whatCouldMeanTwoThingsIsRefused(String written) {
        assertThrows(TypeConversionException.class, () -> new Size.Converter().convert(written));
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1 KiB", "67108864,64 MiB", "1610612736,1.5 GiB", "1099511627776,1 TiB",
            "1125899906842624,1024 TiB"})
    void isWrittenInTheLargestUnitThatFits(long bytes, String written) {
        assertEquals(written, new Size(bytes).toString());
    }
}
