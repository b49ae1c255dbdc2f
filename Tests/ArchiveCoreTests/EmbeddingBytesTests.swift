import Foundation
import Testing

@testable import ArchiveCore

@Suite struct EmbeddingBytesTests {
    @Test func bytesAreLittleEndianFloats() {
        #expect(EmbeddingBytes.encode([1, -2]) == Data([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]))
        #expect(EmbeddingBytes.decode(Data([9, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]).dropFirst()) == [1, -2])
        #expect(EmbeddingBytes.encode([]).isEmpty)
        #expect(EmbeddingBytes.decode(Data()) == [])
    }

    @Test(arguments: [
        Data([0, 0, 0x80]), Data([0, 0, 0x80, 0x3F, 0]), EmbeddingBytes.encode([1, .nan]),
        EmbeddingBytes.encode([.infinity]),
    ])
    func whatIsNoVoiceIsNone(bytes: Data) { #expect(EmbeddingBytes.decode(bytes) == nil) }
}
