import TestSupport
import Testing

@testable import Diarization

@Suite struct PieceFinderTests {
    private static let frames = LocalSegmentation.frameCount

    /// Windows one second apart; `mask` gives the local speakers of a frame of the recording as a window numbers them.
    private static func segmentation(
        _ windows: Int, _ mask: (_ window: Int, _ frame: Int) -> UInt8
    ) -> LocalSegmentation {
        let masks = (0..<windows).flatMap { window -> [UInt8] in
            let first = LocalSegmentation.firstFrame(window: window, hopSamples: 16_000)
            return (0..<frames).map { mask(window, first + $0) }
        }
        return LocalSegmentation(hopSamples: 16_000, masks: masks)
    }

    private static func pieces(_ segmentation: LocalSegmentation, _ frames: Range<Int>) -> [Range<Int>] {
        PieceFinder(segmentation).pieces(in: frames, isClosed: true).pieces
    }

    @Test func oneVoiceIsCutIntoEqualParts() {
        let segmentation = Self.segmentation(6) { _, frame in (50..<650).contains(frame) ? 1 : 0 }
        let pieces = Self.pieces(segmentation, 0..<700)
        // 600 frames are ten seconds; a piece lasts at most two.
        #expect(pieces.first?.lowerBound == 50 && pieces.last?.upperBound == 650)
        #expect(pieces.map(\.count).max() == 100 && pieces.map(\.count).min() == 100)
        for (one, next) in zip(pieces, pieces.dropFirst()) { #expect(one.upperBound == next.lowerBound) }
    }

    @Test func aChangeOfVoiceIsACut() {
        // Each window numbers its speakers independently.
        let segmentation = Self.segmentation(6) { window, frame in
            frame < 300 ? (window % 2 == 0 ? 0b001 : 0b100) : 0b010
        }
        let pieces = Self.pieces(segmentation, 0..<700)
        #expect(pieces.contains { $0.upperBound == 300 } && pieces.contains { $0.lowerBound == 300 })
    }

    @Test func oneWindowInFiveIsEnoughForACut() {
        let cut = Self.segmentation(5) { window, frame in window == 2 && frame >= 350 ? 0b010 : 0b001 }
        #expect(Self.pieces(cut, 0..<600).contains { $0.upperBound == 350 })
        let ignored = Self.segmentation(8) { window, frame in window == 2 && frame >= 480 ? 0b010 : 0b001 }
        #expect(!Self.pieces(ignored, 0..<600).contains { $0.upperBound == 480 })
    }

    @Test func overlapAndSilenceBelongToNoPiece() {
        let segmentation = Self.segmentation(3) { _, frame in
            frame < 100 ? 0b001 : frame < 150 ? 0b011 : frame < 200 ? 0b010 : frame < 260 ? 0 : 0b010
        }
        let covered = Set(Self.pieces(segmentation, 0..<400).flatMap { Array($0) })
        #expect(covered == Set(0..<100).union(150..<200).union(260..<400))
    }

    @Test func silenceGivesNoPieces() {
        let silence = Self.segmentation(2) { _, _ in 0 }
        #expect(Self.pieces(silence, 0..<600).isEmpty)
        #expect(Self.pieces(silence, 0..<0).isEmpty)
        #expect(Self.pieces(LocalSegmentation(hopSamples: 16_000), 0..<100).isEmpty)
    }

    /// Talk of up to three speakers with changes, overlaps and silences; each window numbers the speakers in its own
    /// way.
    private static func talk(seed: UInt64, windows: Int) -> LocalSegmentation {
        var generator = SeededGenerator(seed: seed)
        var truth: [UInt8] = []
        while truth.count < (windows + 10) * 60 {
            let mask: UInt8 = [0, 1, 1, 2, 2, 4, 3].randomElement(using: &generator) ?? 0
            truth += [UInt8](repeating: mask, count: Int.random(in: 5...250, using: &generator))
        }
        return segmentation(windows) { window, frame in
            let shift = UInt8(window % 3)
            return (0..<3).reduce(UInt8(0)) { mask, bit in
                truth[frame] & (1 << bit) == 0 ? mask : mask | 1 << ((UInt8(bit) + shift) % 3)
            }
        }
    }

    @Test(arguments: 1...15)
    func slabsGiveTheSameAsOnePass(seed: UInt64) {
        let segmentation = Self.talk(seed: seed, windows: 64)
        let end = LocalSegmentation.firstFrame(window: 63, hopSamples: 16_000) + Self.frames
        let whole = Self.pieces(segmentation, 0..<end)
        for piece in whole { #expect(!piece.isEmpty && piece.count <= 118 && piece.upperBound <= end) }
        for (one, next) in zip(whole, whole.dropFirst()) { #expect(one.upperBound <= next.lowerBound) }

        var parts: [Range<Int>] = []
        var next = 0
        for window in stride(from: 16, through: 64, by: 16) {
            let isClosed = window == 64
            let seen = LocalSegmentation(
                hopSamples: 16_000, masks: Array(segmentation.masks.prefix(window * Self.frames)))
            let known = isClosed ? end : LocalSegmentation.firstFrame(window: window, hopSamples: 16_000)
            let (pieces, reached) = PieceFinder(seen).pieces(in: next..<known, isClosed: isClosed)
            #expect(reached >= next && reached <= known)
            parts += pieces
            next = reached
        }
        #expect(Set(parts.flatMap { Array($0) }) == Set(whole.flatMap { Array($0) }))
        #expect(parts == whole)
    }
}
