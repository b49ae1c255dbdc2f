import Testing

@testable import Recognition

@Suite struct RecognizerRegistryTests {
    @Test func knowsTheDefaultFamily() {
        #expect(RecognizerRegistry.names.contains("moonshine"))
        #expect(RecognizerRegistry.names == RecognizerRegistry.names.sorted())
    }

    @Test func anUnknownFamilyIsNamed() {
        let text = RecognitionError.unknownFamily("abacus", model: "abacus-tiny").description
        for part in ["abacus-tiny", "family abacus", "moonshine"] { #expect(text.contains(part)) }
    }
}
