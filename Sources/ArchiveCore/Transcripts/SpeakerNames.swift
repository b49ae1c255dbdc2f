package import GRDB

/// Finds speakers of a run by the names that users give them.
package struct SpeakerNames {
    let db: Database
    let runID: Int64

    /// Looks names up in one run.
    package init(db: Database, runID: Int64) {
        self.db = db
        self.runID = runID
    }

    /// Labels in order of first appearance.
    package func labels() throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT label FROM speakers WHERE run_id = ? ORDER BY ordinal", arguments: [runID])
    }

    /// The speaker of that label, whatever the case of its letters; else the only speaker who is the person of that name.
    package func speaker(_ name: String) throws -> (id: Int64, label: String)? {
        let speakers = try Row.fetchAll(
            db,
            sql: """
                SELECT speakers.id, label, people.name FROM speakers
                LEFT JOIN people_speakers ON people_speakers.speaker_id = speakers.id
                LEFT JOIN people ON people.id = people_speakers.person_id
                WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID]
        ).map {
            (
                id: try $0.value("id", Int64.self), label: try $0.value("label", String.self),
                name: try $0.optional("name", String.self)
            )
        }
        let key = PersonName.key(name)
        let named = speakers.filter { $0.name.map(PersonName.key) == key }
        let found =
            speakers.first { $0.label == name } ?? speakers.first { PersonName.key($0.label) == key }
            ?? (named.count == 1 ? named[0] : nil)
        return found.map { ($0.id, $0.label) }
    }
}

/// How names of people are compared.
package enum PersonName {
    /// The form of a name that is the same for every case of its letters.
    package static func key(_ name: String) -> String { name.lowercased() }
}
