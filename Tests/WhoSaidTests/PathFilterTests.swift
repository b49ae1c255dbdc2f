import Testing

@testable import whosaid

@Suite struct PathFilterTests {
    @Test(
        arguments: [
            ("*.wav", "sub/a.wav", true), ("*.wav", "sub/a.mp3", false), ("sub/*", "sub/deep/a.wav", true),
            ("sub/*.wav", "a.wav", false), ("a?.wav", "x/ab.wav", true), ("[ab].wav", "b.wav", true),
            ("[ab].wav", "c.wav", false), ("*.WAV", "a.wav", false), ("2024", "2024", true),
        ] as [(String, String, Bool)])
    func patternsAreThoseOfTheShell(pattern: String, path: String, fits: Bool) {
        let path = Array(path.utf8)[...]
        #expect(PathFilter(excluded: [pattern]).excludes(path) == fits)
        #expect(PathFilter(included: [pattern]).takes(path, isCandidate: false) == fits)
    }

    @Test func withoutPatternsCandidatesAreTaken() {
        let path = Array("a.wav".utf8)[...]
        #expect(!PathFilter().excludes(path))
        #expect(PathFilter().takes(path, isCandidate: true) && !PathFilter().takes(path, isCandidate: false))
    }

    @Test func bytesThatAreNoTextAreComparedToo() {
        let path: ArraySlice<UInt8> = [0x61, 0xFF, 0x2E, 0x77]
        #expect(PathFilter(excluded: ["a*w"]).excludes(path))
        #expect(!PathFilter(excluded: ["b*"]).excludes(path))
    }
}
