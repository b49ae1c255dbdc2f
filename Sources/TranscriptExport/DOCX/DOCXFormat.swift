import Foundation
import Transcript
import TranscriptText

/// A document for word processors: Office Open XML (ECMA-376), the least that is a whole one.
enum DOCXFormat {
    /// The bytes of the `.docx` file, the same for the same transcript.
    static func render(_ export: ExportedTranscript) -> Data {
        let transcript = export.transcript
        var archive = StoredZIP()
        archive.add("[Content_Types].xml", DOCXParts.contentTypes)
        archive.add("_rels/.rels", DOCXParts.packageRelationships)
        archive.add("docProps/core.xml", DOCXParts.properties(title: MarkupText.escaped(transcript.recording.fileName)))
        archive.add("word/document.xml", document(transcript))
        archive.add("word/styles.xml", DOCXParts.styles)
        archive.add("word/_rels/document.xml.rels", DOCXParts.documentRelationships)
        return archive.finished()
    }

    private static func document(_ transcript: MeetingTranscript) -> String {
        let speakers = transcript.speakers.indices.map(transcript.displayName)
        let details = [
            "Length: " + transcript.clock(transcript.recording.durationSeconds),
            "Speakers: " + (speakers.isEmpty ? "none" : speakers.joined(separator: ", ")),
            "Transcribed: " + transcript.run.startedAt,
        ]
        let paragraphs =
            [paragraph("Title", run(transcript.recording.fileName))]
            + details.map { paragraph("Details", run($0)) }
            + transcript.dialogue.map { line in
                let name = line.isContinued ? nil : line.speaker
                return paragraph(
                    "Turn",
                    run(line.time + " ", style: "TurnTime")
                        + (name.map {
                            run($0, style: "Speaker", colour: SpeakerPalette.colour(of: line.speakerIndex))
                        } ?? "") + run((name == nil ? "" : " ") + line.text))
            }
        return DOCXParts.document(body: paragraphs.joined())
    }

    private static func paragraph(_ style: String, _ runs: String) -> String {
        "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>\(runs)</w:p>\n"
    }

    private static func run(_ text: String, style: String? = nil, colour: String? = nil) -> String {
        let properties =
            (style.map { "<w:rStyle w:val=\"\($0)\"/>" } ?? "") + (colour.map { "<w:color w:val=\"\($0)\"/>" } ?? "")
        // Spaces at the ends part this run from its neighbours.
        let (front, back) = (text.hasPrefix(" ") ? " " : "", text.hasSuffix(" ") ? " " : "")
        return "<w:r>" + (properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>")
            + "<w:t xml:space=\"preserve\">\(front)\(MarkupText.escaped(text))\(back)</w:t></w:r>"
    }
}
