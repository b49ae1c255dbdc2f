internal import Transcript

/// What a transcript says of a recording, apart from how it was made.
struct Findings {
    var speakers: [Speaker]
    var speech: [SpeechSpan]
    var exclusiveSpeech: [SpeechSpan]
    var turns: [Turn]
    var fates: [LedgerAssembly.Fate]
}
