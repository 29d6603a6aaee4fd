using System.Text.Json;
using AccessReview.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>The rows of the messages. Every method runs inside the caller's read or write.</summary>
internal static class MessageStore
{
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS bus_message (
            sequence INTEGER PRIMARY KEY,
            queue TEXT NOT NULL,
            dead INTEGER NOT NULL,
            state INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            delivery_count INTEGER NOT NULL,
            message_id TEXT NOT NULL,
            envelope TEXT NOT NULL,
            body BLOB NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS bus_message_by_queue ON bus_message (queue, dead, sequence);
        CREATE TABLE IF NOT EXISTS bus_sequence (one INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
        INSERT OR IGNORE INTO bus_sequence VALUES (1, 0);
        CREATE TABLE IF NOT EXISTS bus_sent (
            queue TEXT NOT NULL,
            message_id TEXT NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (queue, message_id)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS bus_sent_by_until ON bus_sent (until);
        """;

    private const string Columns = "sequence, queue, dead, state, enqueued_at, expires_at, delivery_count, message_id, envelope, body";

    public static long NextSequence(EmulatorConnection connection) =>
        connection.Scalar<long>("UPDATE bus_sequence SET last = last + 1 RETURNING last");

    /// <summary>Stores the id for the duplicate window; returns false if it was already sent within the window.</summary>
    public static bool IsNew(EmulatorConnection connection, string queue, string messageId, DateTimeOffset now, TimeSpan window)
    {
        connection.Execute("DELETE FROM bus_sent WHERE until <= ?1", now.UtcTicks);
        return connection.Execute("INSERT OR IGNORE INTO bus_sent VALUES (?1, ?2, ?3)", queue, messageId, (now + window).UtcTicks) == 1;
    }

    public static void Insert(EmulatorConnection connection, StoredMessage message) => connection.Execute(
        $"INSERT INTO bus_message ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        message.Sequence,
        message.Entity.Queue,
        message.Entity.HoldsDeadLetters ? 1 : 0,
        (int)message.State,
        message.EnqueuedAt.UtcTicks,
        message.ExpiresAt.UtcTicks,
        message.DeliveryCount,
        message.MessageId,
        JsonSerializer.Serialize(message.Envelope),
        message.Body);

    public static StoredMessage? Find(EmulatorConnection connection, long sequence) =>
        connection.Query($"SELECT {Columns} FROM bus_message WHERE sequence = ?1", Read, sequence) is [var found] ? found : null;

    public static List<StoredMessage> From(EmulatorConnection connection, BusEntity entity, long sequence, int max) => connection.Query(
        $"SELECT {Columns} FROM bus_message WHERE queue = ?1 AND dead = ?2 AND sequence >= ?3 ORDER BY sequence LIMIT ?4",
        Read,
        entity.Queue,
        entity.HoldsDeadLetters ? 1 : 0,
        sequence,
        max);

    /// <summary>The queue and state of every message, without its content.</summary>
    public static List<MessagePosition> Positions(EmulatorConnection connection) => connection.Query(
        "SELECT sequence, queue, dead, state, enqueued_at, delivery_count FROM bus_message ORDER BY sequence",
        row => new MessagePosition(
            row.GetInt64(0),
            EntityOf(row.GetString(1), row.GetInt32(2)),
            (MessageState)row.GetInt32(3),
            new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
            row.GetInt32(5)));

    public static void CountDelivery(EmulatorConnection connection, StoredMessage message) =>
        connection.Execute("UPDATE bus_message SET delivery_count = ?2 WHERE sequence = ?1", message.Sequence, message.DeliveryCount);

    public static int Delete(EmulatorConnection connection, long sequence) =>
        connection.Execute("DELETE FROM bus_message WHERE sequence = ?1", sequence);

    public static bool DeleteScheduled(EmulatorConnection connection, string queue, long sequence) => connection.Execute(
        "DELETE FROM bus_message WHERE sequence = ?1 AND queue = ?2 AND state = ?3",
        sequence,
        queue,
        (int)MessageState.Scheduled) == 1;

    /// <summary>Enqueues a scheduled message as if it were sent now: it gets a new sequence number, as in the service.</summary>
    public static long? Activate(EmulatorConnection connection, long sequence)
    {
        var next = NextSequence(connection);
        var changed = connection.Execute(
            "UPDATE bus_message SET sequence = ?2, state = ?3 WHERE sequence = ?1 AND state = ?4",
            sequence,
            next,
            (int)MessageState.Active,
            (int)MessageState.Scheduled);
        return changed == 1 ? next : null;
    }

    public static void Update(EmulatorConnection connection, StoredMessage message) => connection.Execute(
        "UPDATE bus_message SET dead = ?2, state = ?3, envelope = ?4 WHERE sequence = ?1",
        message.Sequence,
        message.Entity.HoldsDeadLetters ? 1 : 0,
        (int)message.State,
        JsonSerializer.Serialize(message.Envelope));

    private static BusEntity EntityOf(string queue, int dead) => dead == 0 ? BusEntity.Of(queue) : BusEntity.Of(queue).DeadLetters;

    private static StoredMessage Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        EntityOf(row.GetString(1), row.GetInt32(2)),
        (MessageState)row.GetInt32(3),
        new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
        row.GetInt32(6),
        row.GetString(7),
        JsonSerializer.Deserialize<MessageEnvelope>(row.GetString(8)) ?? new MessageEnvelope(),
        row.GetFieldValue<byte[]>(9));
}
