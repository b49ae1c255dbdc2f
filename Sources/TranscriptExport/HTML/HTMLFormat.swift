import Transcript
import TranscriptText

/// A page to read, complete in one file: no network, no other files than the audio, whose times can be clicked.
enum HTMLFormat {
    static func render(_ export: ExportedTranscript) -> String {
        let transcript = export.transcript
        let name = MarkupText.escaped(transcript.recording.fileName)
        let source = export.audioPath.map { MarkupText.escaped(AudioReference.url(path: $0)) }
        let speakers = transcript.speakers.indices.map { "<li>\(speaker($0, transcript.displayName(of: $0)))</li>" }
            .joined()
        return """
            <!DOCTYPE html>
            <html>
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(HTMLPage.contentSecurityPolicy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="WhoSaid">
            <title>\(name)</title>
            <style>\(HTMLPage.style)</style>
            </head>
            <body>
            <header>
            <h1 dir="auto">\(name)</h1>
            <p>Length \(transcript.clock(transcript.recording.durationSeconds)) · \
            transcribed <bdi>\(MarkupText.escaped(transcript.run.startedAt))</bdi></p>
            <ul class="speakers">\(speakers)</ul>

            """
                + "<figure>\(MeetingPicture.svg(transcript))</figure>\n"
                + (source.map { "<audio controls preload=\"metadata\" src=\"\($0)\"></audio>\n" } ?? "")
                + "</header>\n<main>\n"
                + transcript.dialogue.map { paragraph($0, source) }.joined()
                + "</main>\n"
                + (source == nil ? "" : "<script>\(HTMLPage.script)</script>\n")
                + "</body>\n</html>\n"
    }

    private static func paragraph(_ line: DialogueLine, _ source: String?) -> String {
        let start = FixedDecimal.text(line.range.start, digits: 3)
        let end = FixedDecimal.text(line.range.end, digits: 3)
        // Without scripts the link still opens the audio at its time.
        let time = source.map { "<a href=\"\($0)#t=\(start)\">\(line.time)</a>" } ?? line.time
        let name = line.isContinued ? nil : line.speaker.map { speaker(line.speakerIndex, $0) + " " }
        return "<p data-start=\"\(start)\" data-end=\"\(end)\"><time>\(time)</time> \(name ?? "")"
            + "<span dir=\"auto\">\(MarkupText.escaped(line.text))</span></p>\n"
    }

    private static func speaker(_ index: Int?, _ name: String) -> String {
        let colour = index.map { "s\($0 % SpeakerPalette.hexadecimal.count)" } ?? "nobody"
        return "<b class=\"\(colour)\"><bdi>\(MarkupText.escaped(name))</bdi></b>"
    }
}
