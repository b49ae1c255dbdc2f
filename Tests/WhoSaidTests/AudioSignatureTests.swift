import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptExport

@testable import AudioIO

@Suite struct AudioSignatureTests {
    @Test(arguments: [
        "", "R", "RIFFs are files", "FORM of words", "The free world", "ID3 is a tag", "the mdat", "OggSomething",
        "[00:00.5] S1: Good morning.", "{\"format\": 1}", "\u{FEFF}recording,turn", "GGGGGGGG", "MAC", "PK\u{3}\u{4}",
    ])
    func textIsNoSound(text: String) { #expect(!AudioSignature.isFound(in: Array(text.utf8))) }

    /// Otherwise an export could not be replaced by another.
    @Test(arguments: TranscriptFormat.allCases) func noExportLooksLikeSound(format: TranscriptFormat) {
        for seed in 0..<20 as Range<UInt64> {
            let start = format.data(TranscriptFixtures.random(seed: seed)).prefix(AudioSignature.byteCount)
            #expect(!AudioSignature.isFound(in: [UInt8](start)))
        }
        #expect(!AudioFiles.isNamedAsSound("a." + format.fileExtension))
    }

    @Test(arguments: ["a.flac", "/x.txt/b.MP3", "c.ds2", "d.TS", "e.m4p", "f.g722", "g.ulaw", "h.RAW"])
    func namesTellSound(name: String) {
        #expect(AudioFiles.isNamedAsSound(name))
    }

    @Test(
        .enabled(if: ProgramRequirement.isMet("ffmpeg"), "needs ffmpeg"),
        arguments: [
            "wav", "flac", "mp3", "ogg", "opus", "m4a", "mov", "mka", "webm", "aiff", "caf", "au", "w64", "rf64", "ts",
            "aac", "ac3", "wma", "tta", "wv", "avi", "flv", "mpg", "mp2", "3gp", "voc", "dts",
            "thd", "mlp", "eac3",
        ])
    func whatFFmpegWritesIsSound(name: String) throws {
        let folder = try ScratchFolder()
        let ffmpeg = try #require(ProgramRequirement.path(of: "ffmpeg"))
        let extra = name == "3gp" ? ["-c:a", "aac"] : ["-strict", "-2", "-ac", "2"]
        let kind = name == "rf64" ? ["-rf64", "always", "-f", "wav"] : []
        let file = folder.file("a." + name)
        let run = try ProgramRun(
            ffmpeg, ["-v", "error", "-f", "lavfi", "-i", "sine=d=1"] + extra + kind + [file])
        try #require(run.status == 0, "\(run.errors)")
        let start = try FileHandle(forReadingFrom: URL(fileURLWithPath: file)).read(
            upToCount: AudioSignature.byteCount)
        #expect(AudioSignature.isFound(in: [UInt8](start ?? Data())), "\(name)")
    }
}
