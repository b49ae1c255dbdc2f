import AudioIO
import Testing

@Suite struct AudioFilesTests {
    @Test(arguments: [
        "a.wav", "b.WAV", "/x/y.z/meeting.flac", "Zoom 2024.m4a", "c.Mp3", "d.opus", "e.webm", "f.mkv", "g.rf64",
        "h.3gp",
        "i.tar.amr", "-j.ogg",
    ])
    func recordingsArePickedUp(path: String) { #expect(AudioFiles.isCandidate(path)) }

    @Test(arguments: [
        "a.txt", "wav", ".wav", "/x/.hidden.mp3", "/x/._meeting.m4a", "b.mp3.part", "d.", "", "/", "e.jpg",
        "/x.wav/readme",
    ])
    func otherFilesAreNot(path: String) { #expect(!AudioFiles.isCandidate(path)) }
}
