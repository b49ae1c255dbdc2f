import Foundation
import ModelFiles
import Recognition
import TestSupport
import Testing

@Suite struct BytePieceTokenizerTests {
    /// Ids: 0 <unk>, 1 <s>, 2 </s>, 3 and 4 the two bytes of é, 5 "▁caf", 6 "▁", 7 empty, 8 "<>", 9 a long one.
    static let long = [UInt8](repeating: UInt8(ascii: "x"), count: 300)

    private static func make() throws -> BytePieceTokenizer {
        let pieces: [[UInt8]] = [
            Array("<unk>".utf8), Array("<s>".utf8), Array("</s>".utf8), [0xC3], [0xA9], Array("▁caf".utf8),
            Array("▁".utf8), [], Array("<>".utf8),
        ]
        let records = pieces.flatMap { [UInt8($0.count)] + $0 }
        // 300 = 2 * 128 + 44.
        return try BytePieceTokenizer(bytes: records + [128 + 44, 2] + long, path: "t")
    }

    @Test func joinsPiecesBeforeReadingThemAsText() throws {
        let tokenizer = try Self.make()
        #expect(tokenizer.count == 10)
        #expect(tokenizer.decode([1, 5, 3, 4, 5, 7, 2]) == "café caf")
        #expect(tokenizer.decode([6, 6]) == "")
        #expect(tokenizer.decode([]) == "")
        #expect(tokenizer.decode([5, 3]) == "caf\u{FFFD}")
        #expect(tokenizer.decode([9]) == String(repeating: "x", count: 300))
    }

    @Test func tellsMarkersFromText() throws {
        let tokenizer = try Self.make()
        #expect((0..<10).filter(tokenizer.isMarker) == [0, 1, 2])
        #expect((0..<10).filter(tokenizer.startsWord) == [5, 6])
        #expect(tokenizer.bytes(of: 0) == Array("<unk>".utf8))
        #expect(tokenizer.bytes(of: 3) == [0xC3])
        #expect(tokenizer.bytes(of: 7) == [])
    }

    @Test(arguments: [[], [5], [200], [0, 3, 0x3C, 0x73, 0x3E], [0, 1, 0x61, 1, 0x62]] as [[UInt8]])
    func refusesADamagedFile(bytes: [UInt8]) throws {
        do {
            _ = try BytePieceTokenizer(bytes: bytes, path: "t")
            Issue.record("\(bytes) were accepted")
        } catch ModelFileError.badTokenizer(let path, _) {
            #expect(path == "t")
        }
    }

    @Test(.enabled(if: TestResources.hasModels, "needs the model weights")) func tokenizerDecodesRealPieces() throws {
        let model = try ModelStore(directory: ModelsFolder.path).open(role: .asr)
        let tokenizer = try BytePieceTokenizer(bytes: model.bytes("tokenizer.bin"), path: "tokenizer.bin")
        #expect(tokenizer.count == 32768)
        #expect(tokenizer.bytes(of: 3 + 0x41) == [0x41])
        #expect(tokenizer.bytes(of: 29871) == Array("▁".utf8))
        #expect(tokenizer.bytes(of: 31353) == [])
        #expect(String(decoding: tokenizer.bytes(of: 32767), as: UTF8.self) == "<<ST_767>>")
        #expect((32000..<32768).allSatisfy(tokenizer.isMarker))
        #expect(tokenizer.decode([1, 3 + 0xC3, 3 + 0xA9, 2]) == "é")
    }
}
