import AudioIO
import TestSupport
import Testing

@Suite struct AudioFilesTests {
    @Test(arguments: [
        "a.wav", "b.WAV", "/x/y.z/meeting.flac", "Zoom 2024.m4a", "c.Mp3", "d.opus", "e.webm", "f.mkv", "g.rf64",
        "h.3gp",
        "i.tar.amr", "-j.ogg", "k.qta", "l.weba", "m.3ga", "n.ts", "o.m2t", "p.vob", "q.mxf", "r.f4v", "s.sph", "t.MPC",
    ])
    func recordingsArePickedUp(path: String) { #expect(AudioFiles.isCandidate(path)) }

    @Test(arguments: [
        "a.txt", "wav", ".wav", "/x/.hidden.mp3", "/x/._meeting.m4a", "b.mp3.part", "d.", "", "/", "e.jpg",
        "/x.wav/readme",
    ])
    func otherFilesAreNot(path: String) { #expect(!AudioFiles.isCandidate(path)) }

    @Test func textsWithTheNamesOfRecordingsAreNot() throws {
        let folder = try TemporaryFolder()
        let text = Array("module whosaid\n\texport const x: string = 'é';\n".utf8)
        #expect(!AudioFiles.isCandidate(try folder.write(text, to: "index.ts")))
        #expect(!AudioFiles.isCandidate(try folder.write(text, to: "go.mod")))
        let packets = (0..<400).map { $0 % 188 == 0 ? UInt8(0x47) : UInt8(truncatingIfNeeded: $0) }
        #expect(AudioFiles.isCandidate(try folder.write(packets, to: "camera.ts")))
        #expect(AudioFiles.isCandidate(try folder.write([], to: "empty.ts")))
    }

    @Test(arguments: [
        ("/a.b/c.WAV", "wav"), ("a.tar.gz", "gz"), ("a.", nil), ("a", nil), (".hidden", nil), ("", nil),
        ("/x.y/z", nil),
    ])
    func extensionsAreThoseOfNames(path: String, ending: String?) {
        #expect(AudioFiles.fileExtension(path) == ending)
    }
}
