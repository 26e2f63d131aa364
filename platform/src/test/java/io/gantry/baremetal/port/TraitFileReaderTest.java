package io.gantry.baremetal.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.plugin.Mistakes;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraitFileReaderTest {
    private final Mistakes mistakes = new Mistakes("f");
    private final Mistakes warnings = new Mistakes("f");

    private List<String> mistakes(String text) {
        var traits = TraitFileReader.read(text, mistakes, warnings);
        assertEquals(mistakes.isEmpty(), traits.isPresent());
        return List.of(mistakes.toString().split("\n"));
    }

    private List<String> warnings(String text) {
        assertEquals(List.of(""), mistakes(text));
        return List.of(warnings.toString().split("\n"));
    }

    @Test
    void readsWhatIronicReads() {
        var file = Samples.file("""
                # a comment
                CUSTOM_LATE:
                  order: 7
                  actions:
                    - action: attach_portgroup
                      filter: "port.is_portgroup"
                CUSTOM_DUAL_10GB:
                  actions:
                    - { action: group_and_attach_ports, filter: "port.category == 'nic-10g' && port.physical_network == 'tenant'", min_count: 2, max_count: 2 }
                    - action: attach_port
                      filter: >-
                        port.category == 'nic-10g'
                        && port.vendor =~ 'in'
                CUSTOM_FIRST: { order: -1, actions: [ { action: attach_port, filter: port.is_port, min_count: 1, max_count: 1 } ] }
                """);
        assertEquals(List.of("CUSTOM_FIRST", "CUSTOM_DUAL_10GB", "CUSTOM_LATE"), file.names());
        assertTrue(Samples.file("{}").names().isEmpty());
    }

    @Test
    void readsOurAdditions() {
        var trait = Samples.trait(
                "action: group_and_attach_ports, filter: \"gantry.speed_mbps >= '10000'\", min_count: 2, gantry.distinct: [ gantry.switch_id, gantry.pci_slot ]")
                .of(java.util.Set.of("T"))
                .getFirst();
        assertEquals(List.of(Variable.SWITCH_ID, Variable.PCI_SLOT), trait.actions().getFirst().distinct());
    }

    @Test
    void tellsEveryMistakeAtOnceWithItsPosition() {
        assertEquals(List.of(
                "f:2:3: unknown key \"ordr\" (did you mean order?)",
                "f:4:15: there is no action \"atach_port\" (did you mean attach_port?)",
                "f:5:32: there is no variable port.categry (did you mean port.category?)",
                "f:6:7: unknown key \"mincount\" (did you mean min_count?)",
                "f:7:7: the key filter is missing: which ports, such as \"port.category == 'nic-10g'\"",
                "f:7:15: bond_ports does nothing in Ironic and nothing here; group_and_attach_ports makes a group for a network",
                "f:9:10: order is a whole number, not \"first\"",
                "f:11:15: actions is empty; write at least one, or remove the trait",
                "f:12:4: the trait \"D\" is a mapping with the key actions",
                "f:13:4: the key actions is missing: the list of what the trait E asks for",
                "f:16:7: the key min_count is missing: how many ports a group has at least, 2 or more",
                "f:17:1: the key \"A\" stands here twice"),
                mistakes("""
                        A:
                          ordr: 3
                          actions:
                            - action: atach_port
                              filter: "port.is_port && port.categry == 'x'"
                              mincount: 2
                            - action: bond_ports
                        B:
                          order: first
                          actions: [ { action: attach_port, filter: port.is_port } ]
                        C: { actions: [ ] }
                        D: 3
                        E: { order: 1 }
                        F:
                          actions:
                            - { action: group_and_attach_ports, filter: port.is_port }
                        A: { actions: [ { action: attach_port, filter: port.is_port } ] }
                        """));
    }

    @Test
    void numbersAndListsAreChecked() {
        assertEquals(List.of("f:1:84: min_count is a whole number, at least 2, not \"1\""),
                mistakes(
                        "T: { actions: [ { action: group_and_attach_ports, filter: port.is_port, min_count: 1 } ] }"));
    }

    @Test
    void aGroupIsNotLargerThanItsLargest() {
        assertEquals(List.of("f:1:98: max_count is at least min_count, which is 3, not 2"), mistakes(
                "T: { actions: [ { action: group_and_attach_ports, filter: port.is_port, min_count: 3, max_count: 2 } ] }"));
    }

    @Test
    void whatIsDistinctIsChecked() {
        assertEquals(List.of(
                "f:1:106: ports do not differ in \"gantry.switchid\" (did you mean gantry.switch_id?)",
                "f:2:104: gantry.distinct has at most 2 variables, not 3",
                "f:3:79: gantry.distinct is about the ports of one group; it goes with group_and_attach_ports",
                "f:4:104: gantry.distinct is a list, such as [ gantry.switch_id ]"), mistakes("""
                        A: { actions: [ { action: group_and_attach_ports, filter: port.is_port, min_count: 2, gantry.distinct: [ gantry.switchid ] } ] }
                        B: { actions: [ { action: group_and_attach_ports, filter: port.is_port, min_count: 2, gantry.distinct: [ gantry.switch_id, gantry.pci_slot, port.vendor ] } ] }
                        C: { actions: [ { action: attach_port, filter: port.is_port, gantry.distinct: [ gantry.switch_id ] } ] }
                        D: { actions: [ { action: group_and_attach_ports, filter: port.is_port, min_count: 2, gantry.distinct: gantry.switch_id } ] }
                        """));
    }

    @Test
    void whereTheColumnIsNotKnownTheCharacterIs() {
        assertEquals(List.of(
                "f:3:13: at character 27 of the filter: there is no variable port.vendr (did you mean port.vendor?)"),
                mistakes("""
                        T:
                          actions:
                          - filter: 'port.vendor == ''intel'' && port.vendr == ''x'''
                            action: attach_port
                        """));
    }

    @Test
    void warnsOfWhatIsHardlyMeant() {
        assertEquals(List.of(
                "f:1:1: no instance has the trait \"foo bar\": traits are upper case letters, digits and _, such as CUSTOM_DUAL_10GB",
                "f:3:61: attach_port attaches one, the first that matches; min_count only demands that 2 match",
                "f:3:75: attach_port attaches one, whatever max_count is",
                "f:4:61: attach_port attaches one, the first that matches; it never attaches none",
                "f:5:65: && and || stand beside each other; neither binds stronger, so this is read as (port.is_port || port.is_port) && port.is_port; write the parentheses"),
                warnings("""
                        foo bar:
                          actions:
                          - { action: attach_port, filter: port.is_port, min_count: 2, max_count: 2 }
                          - { action: attach_port, filter: port.is_port, min_count: 0 }
                          - { action: attach_port, filter: port.is_port || port.is_port && port.is_port }
                        """));
    }

    @Test
    void whatIsNoMappingIsAMistake() {
        assertEquals(List.of("f:1:1: the file is a mapping of keys to values, not a list"), mistakes("[a]"));
    }
}
