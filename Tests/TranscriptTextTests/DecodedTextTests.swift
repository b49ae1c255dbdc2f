import Foundation
import Testing
import Transcript
import TranscriptText

@Suite struct DecodedTextTests {
    private static let text = "1\r\nAda: café\n"

    private static func wide(_ text: String, isLittle: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            isLittle ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
    }

    private static let encodings: [[UInt8]] = [
        Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + wide(text, isLittle: true),
        [0xFE, 0xFF] + wide(text, isLittle: false), wide(text, isLittle: true), wide(text, isLittle: false),
        [0xFF, 0xFE, 0, 0] + text.unicodeScalars.flatMap { scalar -> [UInt8] in [UInt8(scalar.value), 0, 0, 0] },
    ]

    @Test(arguments: encodings)
    func everyUnicodeEncodingIsTold(bytes: [UInt8]) {
        #expect(DecodedText(Data(bytes))?.string == Self.text)
    }

    @Test func aByteOrderMarkIsNoText() { #expect(DecodedText(Data([0xEF, 0xBB, 0xBF]))?.string == "") }

    @Test func oneByteACharacterIsWindows1252() throws {
        let text = try #require(DecodedText(Data([0x63, 0x61, 0x66, 0xE9, 0x20, 0x93, 0x80, 0x94])))
        #expect(text.string == "café “€”" && text.encoding == .windows1252)
    }

    @Test func aFewBrokenBytesAreReplaced() throws {
        let text = try #require(DecodedText(Data(Array("Zoë été".utf8) + [0xFF])))
        #expect(text.string == "Zoë été\u{FFFD}" && text.encoding == .damagedUTF8(brokenCount: 1))
    }

    @Test func bytesThatAreNoTextAreNone() {
        #expect(DecodedText(Data([0x89, 0x50, 0xFF, 0, 1, 2, 0, 0, 0xFE, 9])) == nil)
    }
}
