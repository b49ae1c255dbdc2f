import FileSystem
import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite struct TrackChoiceTests {
    private func track(_ number: Int, isDefault: Bool = false, isCommentary: Bool = false) -> AudioTrack {
        AudioTrack(number: number, format: "AAC", isDefault: isDefault, isCommentary: isCommentary)
    }

    private func choose(_ tracks: [AudioTrack], _ looks: [TrackChoice.Look]) throws -> (
        Int, [UnreadTrack.Finding], [Int]
    ) {
        var looked: [Int] = []
        let choice = try TrackChoice(tracks) { index throws(AudioError) in
            looked.append(index)
            return looks[index]
        }
        return (choice.index, choice.unread.map(\.finding), looked)
    }

    @Test func theFirstWithSoundIsTakenAndNoMoreAreLookedAt() throws {
        let tracks = [track(1), track(2), track(3)]
        #expect(try choose(tracks, [.sound, .sound, .sound]) == (0, [.notLookedAt, .notLookedAt], [0]))
        #expect(try choose(tracks, [.silent, .sound, .sound]) == (1, [.silent, .notLookedAt], [0, 1]))
        let broken = TrackChoice.Look.undecodable(reason: "x")
        #expect(
            try choose(tracks, [broken, .silent, .sound]) == (2, [.undecodable(reason: "x"), .silent], [0, 1, 2]))
    }

    @Test func defaultsComeFirstAndCommentariesLast() throws {
        let tracks = [track(1, isCommentary: true), track(2), track(3, isDefault: true)]
        #expect(try choose(tracks, [.sound, .sound, .sound]) == (2, [.notLookedAt, .notLookedAt], [2]))
        #expect(try choose(tracks, [.sound, .sound, .silent]) == (1, [.notLookedAt, .silent], [2, 1]))
        #expect(try choose(tracks, [.sound, .silent, .silent]) == (0, [.silent, .silent], [2, 1, 0]))
    }

    @Test func whereAllAreSilentTheFirstSilenceIsRead() throws {
        let tracks = [track(1), track(2)]
        #expect(try choose(tracks, [.silent, .silent]) == (0, [.silent], [0, 1]))
        #expect(try choose(tracks, [.undecodable(reason: "x"), .silent]) == (1, [.undecodable(reason: "x")], [0, 1]))
        let broken = TrackChoice.Look.undecodable(reason: "x")
        #expect(try choose(tracks, [broken, broken]) == (0, [.undecodable(reason: "x")], [0, 1]))
        #expect(try choose([track(1)], []) == (0, [], []))
    }
}

@Suite("Tracks of files", .enabled(if: TestPrograms.hasFFmpeg)) struct TrackTests {
    private let folder: TemporaryFolder
    private let voice: [Float]

    init() throws {
        folder = try TemporaryFolder()
        voice = SyntheticAudio.bursts(sampleRate: 16_000, seconds: 4)
        try folder.write(WAVBytes(voice, sampleRate: 16_000).bytes, to: "voice.wav")
    }

    /// A Matroska file with a picture, a silent track and one with sound.
    private func make(_ name: String, silence: String = "anullsrc=r=16000:cl=stereo:d=4", _ options: [String] = [])
        throws
        -> String
    {
        try TestPrograms.runFFmpeg(
            ["-f", "lavfi", "-i", "color=size=32x32:rate=5:duration=4", "-f", "lavfi", "-i", silence]
                + ["-i", folder.file("voice.wav"), "-map", "0:v", "-map", "1:a", "-map", "2:a", "-c:v", "mpeg4"]
                + ["-c:a", "flac", "-metadata:s:a:1", "title=Microphone", "-metadata:s:a:1", "language=eng"] + options
                + [folder.file(name)])
        return folder.file(name)
    }

    private func hasSound(_ reader: AudioReader) throws -> Bool {
        SignalComparison.largestDifference(try reader.readAll(), voice) < 1e-3
    }

    @Test func aSilentFirstTrackIsPassedOver() throws {
        let reader = try AudioReader(path: try make("silent.mkv"))
        #expect(try hasSound(reader))
        #expect(reader.info.tracks == [2])
        let texts = reader.warnings.map(\.description)
        #expect(
            texts == [
                "track 2 (FLAC, 1 channel, eng, \"Microphone\") was read; track 1 (FLAC, 2 channels, default) is silent; "
                    + "--track reads another one"
            ])
        let named = try AudioReader(path: folder.file("silent.mkv"), tracks: .numbers([1]))
        #expect(named.info.channelCount == 2)
        #expect(try named.readAll().allSatisfy { $0 == 0 })
        #expect(try hasSound(AudioReader(path: folder.file("silent.mkv"), tracks: .numbers([2]))))
    }

    @Test func aClickAndNoiseBelowHearingAreSilence() throws {
        let click = "aevalsrc=if(between(t\\,1\\,1.001)\\,0.5\\,0.0001*(random(0)-0.5)):s=16000:d=4"
        #expect(try AudioReader(path: make("click.mkv", silence: click)).info.tracks == [2])
        let late = "aevalsrc=if(gt(t\\,3)\\,0.1*sin(2000*t)\\,0):s=16000:d=4"
        #expect(try AudioReader(path: make("late.mkv", silence: late)).info.tracks == [1])
    }

    @Test func theDefaultTrackComesFirst() throws {
        let options = ["-disposition:a:0", "0", "-disposition:a:1", "default"]
        let reader = try AudioReader(path: make("default.mkv", silence: "sine=d=4:r=16000", options))
        #expect(reader.info.tracks == [2])
        #expect(try hasSound(reader))
    }

    @Test func aTrackThatNobodyDecodesIsPassedOver() throws {
        let path = try make("unknown.mkv", silence: "sine=d=4:r=16000")
        var bytes = try folder.bytes(of: "unknown.mkv")
        let codec = try #require(bytes.indices.first { bytes.isTagged("A_FLAC", at: $0) })
        bytes.replaceSubrange(codec..<codec + 6, with: Array("A_XLAC".utf8))
        try folder.write(bytes, to: "unknown.mkv")
        let reader = try AudioReader(path: path)
        #expect(try hasSound(reader))
        guard case .unreadTracks(_, let others)? = reader.warnings.first, case .undecodable = others[0].finding else {
            Issue.record("\(reader.warnings)")
            return
        }
    }

    @Test func tracksAreReadSideBySide() throws {
        let path = folder.file("people.mka")
        try TestPrograms.runFFmpeg(
            ["-i", folder.file("voice.wav"), "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=4", "-f", "lavfi"]
                + ["-i", "sine=r=48000:d=2", "-map", "0:a", "-map", "1:a", "-map", "2:a", "-c:a", "flac", path])
        let reader = try AudioReader(separating: path, tracks: .all)
        #expect(reader.info.tracks == [1, 3] && reader.info.channelCount == 2)
        let channels = try reader.readChannels(.max)
        #expect(SignalComparison.largestDifference(channels[0], voice) < 1e-3)
        // The second ends earlier, and is as long as the first.
        let alone = try AudioReader(path: path, tracks: .numbers([3])).readAll()
        #expect(channels[1].count == channels[0].count)
        let middle = 4_000..<28_000
        #expect(SignalComparison.largestDifference(Array(channels[1][middle]), Array(alone[middle])) < 2e-3)
        #expect(channels[1][33_000...].allSatisfy { $0 == 0 })
        guard case .unreadTracks(let read, let others)? = reader.warnings.first else {
            Issue.record("\(reader.warnings)")
            return
        }
        #expect(read.map(\.number) == [1, 3] && others.map(\.finding) == [.silent])
        // Again by their numbers, as a second pass reads them.
        let again = try AudioReader(path: path, tracks: .numbers([1, 3]), channels: .channel(1))
        #expect(try again.readAll() == channels[1])
    }

    @Test func aTrackThatIsNotThereIsNamedWithThoseThatAre() throws {
        let path = try make("two.mkv")
        let error = try #require(throws: AudioError.self) { try AudioReader(path: path, tracks: .numbers([3])) }
        #expect(
            error.description
                == "\(path): has no sound track 3, only track 1 (FLAC, 2 channels, default), track 2 (FLAC, 1 channel, eng, "
                + "\"Microphone\"); name another one with --track, or leave it out")
        // A file without tracks has one.
        let wave = folder.file("voice.wav")
        #expect(try AudioReader(path: wave, tracks: .numbers([1])).info.tracks == [1])
        #expect(throws: AudioError.self) { try AudioReader(path: wave, tracks: .numbers([2])) }
    }
}
