import Transcript
import TranscriptStore
import TranscriptText

/// People as users read them.
enum PeopleTables {
    static func people(_ people: [PersonSummary]) -> TextTable {
        TextTable(
            columns: [
                .init(heading: "ID", isNumber: true), .init(heading: "RECORDINGS", isNumber: true),
                .init(heading: "BY VOICE", isNumber: true), .init(heading: "SAMPLES", isNumber: true),
                .init(heading: "PROFILE", isNumber: true), .init(heading: "NAME", isNumber: false),
            ],
            rows: people.map { person in
                [
                    String(person.id), String(person.recordingCount), String(person.automaticCount),
                    String(person.sampleCount), seconds(person.profileSeconds), InertText.line(person.name),
                ]
            })
    }

    /// The person on one line, then the speakers, then where to listen.
    static func text(_ person: PersonDetails) -> String {
        let summary = person.summary
        var text = "\(summary.id) \(InertText.line(summary.name)): profile of \(seconds(summary.profileSeconds))\n"
        text += person.sampleFiles.map { "sample: \(InertText.line($0))\n" }.joined()
        if !person.speakers.isEmpty {
            text += "\n" + speakers(person.speakers).text
        }
        if !person.excerpts.isEmpty {
            text += "\nlisten to:\n" + person.excerpts.map { "\(line($0))\n" }.joined()
        }
        return text
    }

    private static func speakers(_ speakers: [PersonSpeaker]) -> TextTable {
        TextTable(
            columns: [
                .init(heading: "ID", isNumber: true), .init(heading: "SPEAKER", isNumber: false),
                .init(heading: "ALONE", isNumber: true), .init(heading: "SCORE", isNumber: true),
                .init(heading: "DECISION", isNumber: true), .init(heading: "BY", isNumber: false),
                .init(heading: "PATH", isNumber: false),
            ],
            rows: speakers.map { speaker in
                [
                    String(speaker.recordingID), InertText.line(speaker.label), seconds(speaker.cleanSeconds),
                    speaker.score.map(score) ?? "", String(speaker.eventID), speaker.isAutomatic ? "voice" : "you",
                    InertText.line(speaker.path),
                ]
            })
    }

    private static func line(_ excerpt: VoiceExcerpt) -> String {
        let withHours = excerpt.range.end >= 3600
        let times = [excerpt.range.start, excerpt.range.end].map { ClockTime.tenths($0, withHours: withHours) }
        return "\(InertText.line(excerpt.path)) [\(times[0]) - \(times[1])] \(InertText.line(excerpt.text))"
    }

    static func suggestions(_ suggestions: [VoiceSuggestion]) -> TextTable {
        TextTable(
            columns: [
                .init(heading: "ID", isNumber: true), .init(heading: "SPEAKER", isNumber: false),
                .init(heading: "ALONE", isNumber: true), .init(heading: "SCORE", isNumber: true),
                .init(heading: "PERSON", isNumber: false), .init(heading: "DOUBT", isNumber: false),
                .init(heading: "PATH", isNumber: false),
            ],
            rows: suggestions.flatMap { voice in
                voice.candidates.map { candidate in
                    [
                        String(voice.recordingID), InertText.line(voice.label), seconds(voice.cleanSeconds),
                        score(candidate.score), InertText.line(candidate.name), candidate.doubt.rawValue,
                        InertText.line(voice.path),
                    ]
                }
            })
    }

    static func history(_ events: [PeopleEvent]) -> TextTable {
        TextTable(
            columns: [
                .init(heading: "NO", isNumber: true), .init(heading: "MADE", isNumber: false),
                .init(heading: "STATE", isNumber: false), .init(heading: "DECISION", isNumber: false),
            ],
            rows: events.map { event in
                let state =
                    event.undoneAt == nil ? "holds" : event.undoneWith.map { "undone with \($0)" } ?? "undone"
                return [
                    String(event.id), InertText.line(event.madeAt), state, InertText.line(description(of: event)),
                ]
            })
    }

    private static func description(of event: PeopleEvent) -> String {
        func count(_ count: Int) -> String { "\(count) \(count == 1 ? "speaker" : "speakers")" }
        return switch event.decision {
        case .create(let name, let speakers): "\(count(speakers.count)) named \(name), person \(event.id)"
        case .rename(let person, let name): "person \(person) named \(name)"
        case .assign(let person, let speakers): "\(count(speakers.count)) assigned to person \(person)"
        case .release(let speakers): "\(count(speakers.count)) assigned to nobody"
        case .match(let person, let speakers): "\(count(speakers.count)) found by the voice of person \(person)"
        case .carry(let pairs): "\(count(pairs.count)) known from an earlier transcript"
        case .merge(let person, let other): "person \(other) merged into person \(person)"
        case .split(let person, let name, let speakers):
            "\(count(speakers.count)) of person \(person) named \(name), person \(event.id)"
        case .enrol(let person, let name, let samples):
            "\(samples) voice \(samples == 1 ? "sample" : "samples") of person \(person ?? event.id)"
                + (name.map { ", named \($0)" } ?? "")
        }
    }

    /// Says on standard output which speakers are called something else now.
    static func tell(_ change: PeopleChange) throws {
        let lines = change.renamed.map { speaker in
            let name = speaker.name.map { InertText.line($0) + (speaker.isAutomatic ? ", by voice" : "") }
            return "recording \(speaker.recordingID): \(InertText.line(speaker.label)) is \(name ?? "nobody known")\n"
        }
        if lines.isEmpty { return Messages.write("decision \(change.eventID) changes no speaker") }
        try StandardOutput.write(lines.joined())
    }

    private static func seconds(_ seconds: Double) -> String { FixedDecimal.text(seconds, digits: 1) + " s" }

    private static func score(_ score: Double) -> String { FixedDecimal.text(score, digits: 2) }
}
