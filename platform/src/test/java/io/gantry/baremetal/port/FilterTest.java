package io.gantry.baremetal.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Port PORT = Samples.port("p",
            "net=tenant vendor=intel category=nic-10g address=aa:bb:cc:00:00:01 switch=0a:1b:2c speed_mbps=10000 numa_node=1 pci_slot=0000:3b:00.1 link_state=up");
    private static final Port BARE = Samples.port("bare", "");
    private static final PortGroup GROUP = Samples.group("g", Optional.of("tenant"), Optional.empty());
    private static final Network NETWORK = new Network(Optional.of("web"), Set.of("prod", "fast-lane"));

    private static boolean matches(String filter, Attachable subject, Network network) {
        try {
            return Filter.parse(filter).unmet(subject, network).isEmpty();
        } catch (FilterMistake e) {
            throw new AssertionError(filter + ": " + e.column() + ": " + e.text(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"port.vendor == 'intel'", "port.vendor=='intel'", " \n\tport.vendor\n==\n'intel' ",
            "port.vendor != 'amd'", "port.vendor =~ 'in'", "port.vendor =~ ''", "port.vendor >= 'intel'",
            "port.vendor <= 'intel'", "port.vendor > 'inteK'", "port.vendor < 'intem'", "port.category == 'nic-10g'",
            "port.physical_network == 'tenant'", "port.address =~ 'aa'", "port.is_port", "((port.is_port))",
            "port.is_port && port.vendor == 'intel'", "port.is_portgroup||port.is_port", "network.name == 'web'",
            "network.tags == 'prod'", "network.tags != 'test'", "network.tags =~ 'fast'", "port.is_port != 'x'",
            "gantry.speed_mbps == '10000'", "gantry.speed_mbps >= '9999'", "gantry.speed_mbps > '2500'",
            "gantry.speed_mbps < '25000'", "gantry.link_state == 'up'", "gantry.switch_id == '0a:1b:2c'",
            "gantry.pci_slot == '0000:3b:00'", "gantry.numa_node == '1'", "gantry.numa_node != '0'"})
    void matches(String filter) {
        assertTrue(matches(filter, PORT, NETWORK), filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"port.vendor == ''", "port.vendor == 'Intel'", "port.vendor != 'intel'",
            "port.vendor =~ 'tel'", "port.vendor > 'intel'", "port.is_portgroup", "port.is_port == 'x'",
            "port.is_port && port.is_portgroup", "network.tags == 'pro'", "network.tags != 'prod'",
            "network.tags =~ 'slow'", "gantry.speed_mbps > '10000'", "gantry.link_state == 'down'"})
    void doesNotMatch(String filter) {
        assertTrue(!matches(filter, PORT, NETWORK), filter);
    }

    /// Ironic compares whatever is no number of ours as text.
    @Test
    void textIsComparedLetterByLetter() {
        var ten = Samples.port("x", "vendor=10");
        assertTrue(matches("port.vendor < '9'", ten, NETWORK));
        assertTrue(!matches("gantry.speed_mbps < '9'", Samples.port("y", "speed_mbps=10"), NETWORK));
    }

    /// As Ironic's own parser decides them: `a || b && c` is `(a || b) && c`.
    @ParameterizedTest
    @CsvSource({"t || t && f, false", "f && f || t, true", "f && t || t, true", "t || (t && f), true",
            "f && (f || t), false", "t && f || f || t, true", "t || f && f || f, false", "t && (f || t) && t, true"})
    void bothOperatorsBindAlikeAndAreReadFromTheLeft(String pattern, boolean expected) {
        var filter = pattern.replace("f", "port.is_portGROUP")
                .replaceAll("\\bt\\b", "port.is_port")
                .replace("GROUP", "group");
        assertEquals(expected, matches(filter, PORT, NETWORK), filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"port.vendor", "port.category", "port.physical_network", "network.name",
            "gantry.link_state", "gantry.switch_id", "gantry.pci_slot"})
    void whatIsNotKnownMatchesNothing(String variable) {
        for (var operator : List.of("==", "!=", "<", "<=", ">", ">=", "=~")) {
            assertTrue(!matches(variable + " " + operator + " 'x'", BARE, Network.UNKNOWN), variable + operator);
            assertTrue(matches(variable + " " + operator + " 'x' || port.is_port", BARE, Network.UNKNOWN));
        }
        assertTrue(matches("network.tags != 'x'", BARE, Network.UNKNOWN));
        assertTrue(!matches("gantry.speed_mbps != '1'", Samples.port("odd", "speed_mbps=fast"), NETWORK));
    }

    @Test
    void aGroupHasNoVendorAndNoHardware() {
        assertTrue(matches("port.is_portgroup && port.physical_network == 'tenant' && port.category == 'bond'", GROUP,
                NETWORK));
        assertTrue(!matches("port.vendor != 'x'", GROUP, NETWORK));
        assertTrue(!matches("gantry.speed_mbps >= '0'", GROUP, NETWORK));
    }

    @Test
    void saysWhatDoesNotHold() throws Exception {
        var filter = Filter.parse("(port.vendor == 'amd' || port.is_portgroup) && gantry.speed_mbps >= '25000'");
        assertEquals(Optional.of(
                "port.vendor == 'amd' does not hold: it is 'intel'; and it is a port, not a port group"),
                filter.unmet(PORT, NETWORK));
        assertEquals(Optional.of("gantry.speed_mbps >= '25000' does not hold: it is 10000"),
                Filter.parse("port.is_port && gantry.speed_mbps >= '25000'").unmet(PORT, NETWORK));
        assertEquals(Optional.of("port.vendor != 'x' does not hold: that is not known"),
                Filter.parse("port.vendor != 'x'").unmet(BARE, NETWORK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', value = {
            "``#1#a variable such as port.category or ( is expected, not the end",
            "port.vendor == \"intel\"#16#a literal in single quotes such as '10000' is expected, not \"",
            "port.vendor == intel#16#a literal in single quotes such as '10000' is expected, not intel",
            "!port.is_port#1#there is no negation; compare by !=",
            "port.address == 'aa:bb'#20#a literal consists of letters, digits, _ . and -, not :; of an address only what stands before its first : can be compared, by =~",
            "port.vendor == 'a b'#18#a literal consists of letters, digits, _ . and -, not a blank",
            "port.vendr == 'a'#1#there is no variable port.vendr (did you mean port.vendor?)",
            "foo.bar == 'a'#1#there is no variable foo.bar; there are port.address, port.category, port.physical_network, port.vendor, port.is_port, port.is_portgroup, network.name, network.tags, gantry.speed_mbps, gantry.link_state, gantry.switch_id, gantry.switch_info, gantry.pci_slot, gantry.numa_node",
            "port.vendor = 'a'#13#= compares nothing; write ==",
            "port.vendor#12#port.vendor is compared by one of == != >= > <= < =~, not the end",
            "'a' == port.vendor#1#a literal stands right of a comparison only",
            "port.vendor == 'a#16#this ' is never closed",
            "(port.is_port#1#this ( is never closed", "port.is_port)#13#there is no ( to this )",
            "(port.is_port port.is_port)#15#&&, || or ) is expected, not port.is_port",
            "port.is_port & port.is_port#14#&&, || or the end is expected, not &",
            "port.is_port and port.is_port#14#&&, || or the end is expected, not and",
            "port.is_port &&#16#a variable such as port.category or ( is expected, not the end",
            "Port.vendor == 'a'#1#a variable such as port.category or ( is expected, not Port.vendor",
            "port.is_portX#13#&&, || or the end is expected, not X",
            "network.tags >= 'a'#1#network.tags is a set, which is compared by ==, != and =~ only",
            "gantry.speed_mbps >= '10g'#22#gantry.speed_mbps is compared to a whole number such as '10000', not '10g'",
            "gantry.speed_mbps =~ '10'#1#gantry.speed_mbps is a number, which begins with nothing",
            "gantry.speed_mbps >= 10000#22#a literal in single quotes such as '10000' is expected, not 10000",
            "port.is_port < 'a'#1#port.is_port is true or false, and stands alone"})
    void tellsWhatIsWrongAndWhere(String filter, int column, String message) {
        var mistake = assertThrows(FilterMistake.class, () -> Filter.parse(filter));
        assertEquals(column + ": " + message, mistake.column() + ": " + mistake.text());
    }

    @Test
    void neitherDepthNorLengthBreaksIt() throws Exception {
        assertThrows(FilterMistake.class, () -> Filter.parse("(".repeat(4000) + "port.is_port"));
        assertThrows(FilterMistake.class, () -> Filter.parse("port.is_port || ".repeat(1000) + "port.is_port"));
        var many = "port.is_port || ".repeat(200) + "port.is_port";
        assertTrue(Filter.parse(many).warnings().isEmpty());
    }

    @Test
    void warnsOfMixedOperatorsAndOfTestsThatAreCompared() throws Exception {
        var filter = Filter.parse("port.is_port || port.vendor == 'a' && port.vendor == 'b' || port.is_port");
        assertEquals(List.of(new Filter.Warning(36,
                "&& and || stand beside each other; neither binds stronger, so this is read as "
                        + "((port.is_port || port.vendor == 'a') && port.vendor == 'b') || port.is_port; write the parentheses")),
                filter.warnings());
        assertTrue(Filter.parse("port.is_port || (port.vendor == 'a' && port.vendor == 'b')").warnings().isEmpty());
        assertEquals(1,
                Filter.parse("(port.is_port && port.is_port || port.is_port) && port.is_port").warnings().size());
        assertEquals(1, Filter.parse("port.is_port == 'x'").warnings().size());
    }
}
