public import ArchivePeople
import Transcript
public import TranscriptText

/// People, suggestions and decisions as text.
public enum PeopleTables {
    /// A row for each person.
    public static func people(_ people: [PersonSummary]) -> TextTable {
        TextTable(
            columns: [
                .number("ID"), .number("RECORDINGS"), .number("BY VOICE"), .number("SAMPLES"), .number("PROFILE"),
                .text("NAME"),
            ],
            rows: people.map { person in
                [
                    String(person.id), String(person.recordingCount), String(person.automaticCount),
                    String(person.sampleCount), seconds(person.profileSeconds), InertText.line(person.name),
                ]
            })
    }

    /// A line about the person, then the voice samples, the speakers and the excerpts.
    public static func text(_ person: PersonDetails) -> String {
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
                .number("ID"), .text("SPEAKER"), .number("ALONE"), .number("SCORE"), .number("DECISION"), .text("BY"),
                .text("PATH"),
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

    /// A row for each candidate of each voice.
    public static func suggestions(_ suggestions: [VoiceSuggestion]) -> TextTable {
        TextTable(
            columns: [
                .number("ID"), .text("SPEAKER"), .number("ALONE"), .number("SCORE"), .text("PERSON"), .text("DOUBT"),
                .text("PATH"),
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

    /// A row for each decision.
    public static func history(_ events: [PeopleEvent]) -> TextTable {
        TextTable(
            columns: [.number("NO"), .text("MADE"), .text("STATE"), .text("DECISION")],
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

    /// A line for each speaker whose name a decision has changed; empty where it has changed none.
    public static func text(_ change: PeopleChange) -> String {
        change.renamed.map { speaker in
            let name = speaker.name.map { InertText.line($0) + (speaker.isAutomatic ? ", by voice" : "") }
            return "recording \(speaker.recordingID): \(InertText.line(speaker.label)) is \(name ?? "nobody known")\n"
        }.joined()
    }

    private static func seconds(_ seconds: Double) -> String { FixedDecimal.text(seconds, digits: 1) + " s" }

    private static func score(_ score: Double) -> String { FixedDecimal.text(score, digits: 2) }
}
