using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Addresses that get no mails. An address that bounced is suppressed for a day, and longer after each further bounce,
/// up to two weeks.
/// </summary>
internal sealed class Suppressions(EmailEngineOptions options)
{
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS mail_bounce (
            address TEXT PRIMARY KEY,
            times INTEGER NOT NULL,
            suppressed_until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS mail_refusing (
            address TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        """;

    private static readonly TimeSpan[] Ladder =
        [TimeSpan.FromHours(24), TimeSpan.FromHours(48), TimeSpan.FromHours(96), TimeSpan.FromDays(7), TimeSpan.FromDays(14)];

    private readonly HashSet<string> _bounces = new(options.Bounces, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _suppressed = new(options.Suppressed, StringComparer.OrdinalIgnoreCase);

    public static List<string> Refusing(EmulatorConnection connection) => connection.Query("SELECT address FROM mail_refusing ORDER BY address", row => row.GetString(0));

    public static void SetRefusing(EmulatorConnection connection, string address, bool isRefusing)
    {
        if (isRefusing)
        {
            connection.Execute("INSERT OR IGNORE INTO mail_refusing VALUES (?1)", address);
            return;
        }

        connection.Execute("DELETE FROM mail_refusing WHERE address = ?1", address);
        connection.Execute("DELETE FROM mail_bounce WHERE address = ?1", address);
    }

    public MailDelivery Deliver(EmulatorConnection connection, string address, DateTimeOffset now)
    {
        var until = connection.Scalar<long>("SELECT suppressed_until FROM mail_bounce WHERE address = ?1", address);
        if (_suppressed.Contains(address) || until > now.UtcTicks)
            return new MailDelivery(address, MailDelivery.Suppressed);
        if (!_bounces.Contains(address) && connection.Scalar<long>("SELECT count(*) FROM mail_refusing WHERE address = ?1", address) == 0)
            return new MailDelivery(address, MailDelivery.Delivered);

        var times = (int)connection.Scalar<long>("SELECT times FROM mail_bounce WHERE address = ?1", address);
        connection.Execute(
            "INSERT OR REPLACE INTO mail_bounce VALUES (?1, ?2, ?3)",
            address,
            times + 1,
            (now + Ladder[Math.Min(times, Ladder.Length - 1)]).UtcTicks);
        return new MailDelivery(address, MailDelivery.Bounced);
    }
}
