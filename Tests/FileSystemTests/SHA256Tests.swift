import CKernels
import Foundation
import TestSupport
import Testing

@testable import FileSystem

@Suite struct SHA256Tests {
    /// Messages and digests published with FIPS 180-4; a message is a text, repeated.
    static let published: [(text: String, repetitions: Int, digest: String)] = [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", 1,
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]

    @Test(arguments: published)
    func givesThePublishedDigests(text: String, repetitions: Int, digest: String) throws {
        let message = Array(String(repeating: text, count: repetitions).utf8)
        #expect(FileDigest.sha256(bytes: message) == digest)
        let folder = try TemporaryFolder()
        #expect(try FileDigest.sha256(of: folder.write(message, to: "message")) == digest)
    }

    @Test func doesNotDependOnHowAMessageIsCut() {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }
        let whole = FileDigest.sha256(bytes: message)
        for pieceBytes in [1, 3, 55, 56, 63, 64, 65, 127, 128, 129, 640, 999] {
            var hasher = SHA256()
            for start in stride(from: 0, to: message.count, by: pieceBytes) {
                message[start..<min(start + pieceBytes, message.count)].withUnsafeBytes { hasher.update($0) }
            }
            #expect(hasher.finish() == whole, "in pieces of \(pieceBytes)")
        }
    }

    /// The kernel with SHA instructions and its plain twin give the same state for any bytes and number of blocks.
    @Test func bothKernelsAgree() {
        var generator = SystemRandomNumberGenerator()
        for blockCount in 0..<20 {
            let bytes = (0..<blockCount * 64 + 1).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            let start = (0..<8).map { _ in UInt32.random(in: .min ... .max, using: &generator) }
            var fast = start
            var plain = start
            bytes.withUnsafeBufferPointer { buffer in
                // One byte in, so that the data are not aligned.
                let blocks = buffer.baseAddress.map { $0 + 1 }
                sha256_compress(&fast, blocks, blockCount)
                sha256_compress_scalar(&plain, blocks, blockCount)
            }
            #expect(fast == plain, "\(blockCount) blocks")
            #expect((fast == start) == (blockCount == 0))
        }
    }

    @Test func namesAFileThatCannotBeRead() throws {
        let folder = try TemporaryFolder()
        let missing = folder.file("none")
        #expect(throws: FileError.missing(path: missing)) { try FileDigest.sha256(of: missing) }
        #expect(throws: FileError.isFolder(path: folder.path)) { try FileDigest.sha256(of: folder.path) }
    }
}
