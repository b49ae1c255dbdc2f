import TestSupport
import Testing

@testable import FileSystem

@Suite struct SpelledPathTests {
    @Test(arguments: ["", "a.wav", "ünï©ødé 会議 🎙.wav", "line\nbreak \"quoted\" it's.wav", #"back\slash\x4A.wav"#])
    func textIsItsOwnSpelling(text: String) {
        #expect(SpelledPath.spelling(of: Array(text.utf8)) == text)
        #expect(SpelledPath.bytes(of: text) == Array(text.utf8))
    }

    @Test(
        arguments: [
            ([0xFF], #"\xFF"#), ([0x61, 0x80, 0x62], #"a\x80b"#), ([0xC3, 0x28], #"\xC3("#),
            ([0xE4, 0xBC, 0x9A, 0xE8, 0xAD], #"会\xE8\xAD"#), ([0xC0, 0x80], #"\xC0\x80"#),
            ([0xED, 0xA0, 0x80], #"\xED\xA0\x80"#),
        ] as [([UInt8], String)])
    func otherBytesAreSpelledAndComeBack(bytes: [UInt8], spelling: String) {
        #expect(SpelledPath.spelling(of: bytes) == spelling)
        #expect(SpelledPath.bytes(of: spelling) == bytes)
    }

    @Test func anyBytesComeBack() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            // All but the backslash, which only occurs in spellings here.
            let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                UInt8.random(in: 1...255, using: &generator)
            }.filter { $0 != UInt8(ascii: "\\") }
            #expect(SpelledPath.bytes(of: SpelledPath.spelling(of: bytes)) == bytes)
        }
    }
}
