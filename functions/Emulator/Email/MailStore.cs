using AccessReview.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Email;

/// <summary>The rows of operations and mails. Every method runs inside the caller's read or write.</summary>
internal static class MailStore
{
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS mail_operation (
            id TEXT PRIMARY KEY,
            first_at INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            status TEXT NOT NULL,
            code TEXT,
            message TEXT) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS mail (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            operation_id TEXT NOT NULL,
            at INTEGER NOT NULL,
            sender TEXT NOT NULL,
            recipients TEXT NOT NULL,
            subject TEXT NOT NULL,
            status TEXT NOT NULL,
            relay_to TEXT,
            eml BLOB NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS mail_to_relay ON mail (number) WHERE relay_to IS NOT NULL;
        """;

    private const string Columns = "number, operation_id, at, sender, recipients, subject, status";

    public static MailOperation? FindOperation(EmulatorConnection connection, string id) => connection.Query(
        "SELECT id, first_at, fingerprint, status, code, message FROM mail_operation WHERE id = ?1",
        row => new MailOperation(
            row.GetString(0),
            new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
            row.GetString(2),
            row.GetString(3),
            row.IsDBNull(4) ? null : new EmailProblem(row.GetString(4), row.GetString(5))),
        id) is [var found] ? found : null;

    public static void Insert(EmulatorConnection connection, MailOperation operation) => connection.Execute(
        "INSERT INTO mail_operation VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        operation.Id,
        operation.FirstAt.UtcTicks,
        operation.Fingerprint,
        operation.Status,
        operation.Problem?.Code,
        operation.Problem?.Message);

    public static long Insert(EmulatorConnection connection, OutboxMail mail, string? relayTo, byte[] eml) => connection.Scalar<long>(
        """
        INSERT INTO mail (operation_id, at, sender, recipients, subject, status, relay_to, eml)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING number
        """,
        mail.OperationId,
        mail.At.UtcTicks,
        mail.From,
        mail.To,
        mail.Subject,
        mail.Status,
        relayTo,
        eml);

    /// <param name="to">Part of a recipient's address in any case; empty: all mails.</param>
    public static List<OutboxMail> Newest(EmulatorConnection connection, string to, int max) => connection.Query(
        $"SELECT {Columns} FROM mail WHERE ?1 = '' OR instr(lower(recipients), ?1) > 0 ORDER BY number DESC LIMIT ?2",
        Read,
        to.ToLowerInvariant(),
        max);

    /// <summary>All mails with the sizes of their files.</summary>
    public static List<(OutboxMail Mail, long Length)> Lengths(EmulatorConnection connection) => connection.Query(
        $"SELECT {Columns}, length(eml) FROM mail ORDER BY number", row => (Read(row), row.GetInt64(7)));

    public static OutboxMail? Find(EmulatorConnection connection, long number) =>
        connection.Query($"SELECT {Columns} FROM mail WHERE number = ?1", Read, number) is [var found] ? found : null;

    public static byte[] Eml(EmulatorConnection connection, long number) =>
        connection.Scalar<byte[]>("SELECT eml FROM mail WHERE number = ?1", number) ?? [];

    /// <summary>The mails that must still be sent to the SMTP server, with their recipients.</summary>
    public static List<(long Number, string[] To)> ToRelay(EmulatorConnection connection) => connection.Query(
        "SELECT number, relay_to FROM mail WHERE relay_to IS NOT NULL ORDER BY number",
        row => (row.GetInt64(0), row.GetString(1).Split('\n')));

    public static void Relayed(EmulatorConnection connection, long number) =>
        connection.Execute("UPDATE mail SET relay_to = NULL WHERE number = ?1", number);

    /// <summary>Deletes the mails that need not be relayed; their operations are kept.</summary>
    public static void Clear(EmulatorConnection connection) => connection.Execute("DELETE FROM mail WHERE relay_to IS NULL");

    private static OutboxMail Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6));
}
