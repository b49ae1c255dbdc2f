import FileSystem
import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

@Suite struct HTMLFormatTests {
    private let audioPath = "/meetings/2024 budget.flac"

    @Test func everyTurnIsALine() {
        let page = TranscriptFormat.html.render(TranscriptFixtures.meeting)
        #expect(
            page.contains(
                """
                <p data-start="4.000" data-end="7.000"><time>00:04.0</time> <b class="s1"><bdi>S2</bdi></b> \
                <span dir="auto">The state-of-the-art one? I don&#39;t know.</span></p>

                """))
        #expect(page.contains("<b class=\"nobody\"><bdi>?</bdi></b> <span dir=\"auto\">Yes.</span>"))
        #expect(page.contains("<title>2024 budget.flac</title>"))
        #expect(page.contains("<p>Length 00:20.5 · transcribed <bdi>2024-05-06T07:08:09Z</bdi></p>"))
    }

    @Test func timesPlayTheAudioWhereItIsKnown() {
        let page = TranscriptFormat.html.render(TranscriptFixtures.meeting, audioPath: audioPath)
        let url = "file:///meetings/2024%20budget.flac"
        #expect(page.contains("<audio controls preload=\"metadata\" src=\"\(url)\"></audio>"))
        #expect(page.contains("<time><a href=\"\(url)#t=4.000\">00:04.0</a></time>"))
        #expect(page.contains("<script>\(HTMLPage.script)</script>"))
        let without = TranscriptFormat.html.render(TranscriptFixtures.meeting)
        for part in ["<audio", "<script", "href"] { #expect(!without.contains(part)) }
    }

    @Test(arguments: [
        ("/a/b.wav", "file:///a/b.wav"), ("b.wav", "./b.wav"), ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("/a b/#1?é.wav", "file:///a%20b/%231%3F%C3%A9.wav"), ("\"><b>'&\n", "./%22%3E%3Cb%3E%27%26%0A"),
    ])
    func pathsAreURLs(path: String, url: String) {
        #expect(AudioReference.url(path: path) == url)
        // As Foundation has it.
        if path.hasPrefix("/") { #expect(URL(string: url)?.path == path) }
    }

    @Test func onlyOurOwnScriptMayRun() throws {
        let digits = Array(FileDigest.sha256(bytes: HTMLPage.script.utf8))
        let bytes = try stride(from: 0, to: 64, by: 2).map {
            try #require(UInt8(String(digits[$0..<$0 + 2]), radix: 16))
        }
        #expect(HTMLPage.scriptHash == Data(bytes).base64EncodedString())
        #expect(HTMLPage.contentSecurityPolicy.contains("default-src 'none'"))
        #expect(!HTMLPage.contentSecurityPolicy.contains("http"))
    }

    @Test func thePictureOfTheMeetingStandsOnThePage() {
        let page = TranscriptFormat.html.render(TranscriptFixtures.meeting)
        #expect(page.contains("<figure>\(MeetingPicture.svg(TranscriptFixtures.meeting))</figure>"))
    }

    @Test(.enabled(if: PythonEnvironment.scripts.isUsable, "needs .venv"))
    func hostileTextIsTextToAParser() throws {
        let texts =
            TranscriptFixtures.hostileTexts + [
                "<script>alert(1)</script>", "</span></p><img src=x onerror=alert(1)>", "<!-- ", "]]>", "&lt;&#39;",
                "\" onmouseover=\"alert(1)", "javascript:alert(1)", "</title><script>",
            ]
        var transcript = TranscriptFixtures.meeting(
            turns: texts.map { text in
                Turn(
                    speaker: 0, range: TimeRange(start: 0, end: 1),
                    words: [Word(text: text, range: TimeRange(start: 0, end: 1), confidence: 1)])
            })
        let name = "<img src=x onerror=alert(1)> \"' </title>.wav"
        transcript.recording.path = "/\(name)"
        transcript.run.startedAt = name
        transcript.speakers[0].label = name
        let folder = try ScratchFolder()
        let file = try folder.write(
            TranscriptFormat.html.render(transcript, audioPath: transcript.recording.path), to: "a.html")
        let page = try PythonEnvironment.scripts.read(file, as: "html")
        let tags = [
            "a", "audio", "b", "bdi", "body", "figure", "g", "h1", "head", "header", "html", "li", "line", "main",
            "meta",
            "p", "rect", "script", "span", "style", "svg", "text", "time", "title", "ul",
        ]
        #expect(page["tags"] == .array(tags.map(JSONDocument.string)))
        for (index, text) in texts.enumerated() {
            #expect(page["paragraphs"]?[index + 1] == .string("00:00.0 \(name) \(InertText.line(text))"))
        }
        guard case .array(let attributes)? = page["attributes"] else { throw MissingAttributes() }
        for attribute in attributes {
            guard case .string(let attributeName)? = attribute[1] else { throw MissingAttributes() }
            #expect(!attributeName.hasPrefix("on"))
        }
    }

    private struct MissingAttributes: Error {}
}
