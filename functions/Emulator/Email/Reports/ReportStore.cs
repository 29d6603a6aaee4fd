using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Email.Reports;

/// <summary>The rows of pending reports. Every method runs inside the caller's read or write.</summary>
internal static class ReportStore
{
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS mail_report (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            operation_id TEXT NOT NULL,
            sender TEXT NOT NULL,
            recipient TEXT NOT NULL,
            status TEXT NOT NULL,
            at INTEGER NOT NULL) STRICT;
        """;

    public static void Insert(EmulatorConnection connection, DeliveryReport report) => connection.Execute(
        "INSERT INTO mail_report (id, operation_id, sender, recipient, status, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        report.Id,
        report.OperationId,
        report.Sender,
        report.Recipient,
        report.Status,
        report.At.UtcTicks);

    /// <summary>Oldest first.</summary>
    public static List<(long Number, DeliveryReport Report)> Pending(EmulatorConnection connection) => connection.Query(
        "SELECT number, id, operation_id, sender, recipient, status, at FROM mail_report ORDER BY number",
        row => (row.GetInt64(0), new DeliveryReport(
            row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero))));

    public static void Delete(EmulatorConnection connection, long number) => connection.Execute("DELETE FROM mail_report WHERE number = ?1", number);
}
