using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.App.Notifications;

/// <summary>
/// The id of one attempt at the mail service. The service recognizes a repeat of the same id for five minutes, and reports
/// deliveries by it. Its first 60 bits are those of the notification's key, so that the notification of a report is found
/// without another row for each mail.
/// </summary>
public static class MailOperation
{
    private const int TaskLetters = 12;
    private const int MailDigits = 15;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <param name="key">The notification.</param>
    /// <param name="group">Numbers the attempts that the service must treat as different operations.</param>
    /// <returns>A UUID of version 8 (RFC 9562, section 5.8).</returns>
    public static Guid IdOf(NotificationKey key, int group)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.Partition}\n{key.Id}\n{group}")));
        var start = IsMail(key) ? DigitsToBits(key.Id) : LettersToBits(key.Partition);
        Span<byte> bytes = stackalloc byte[16];
        // 48 bits of the key, the version, 12 more bits of the key, the variant and 62 bits of the hash.
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (start << 4 & 0xFFFF_FFFF_FFFF_0000) | 0x8000 | (start & 0xFFF));
        hash.AsSpan(0, 8).CopyTo(bytes[8..]);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>How the partition begins, if the operation is about a task's notification.</summary>
    internal static string TaskPartitionOf(Guid operation)
    {
        var start = StartOf(operation);
        return string.Create(TaskLetters + 1, start, (text, bits) =>
        {
            text[0] = 't';
            for (var letter = 0; letter < TaskLetters; letter++)
                text[letter + 1] = Letters[(int)(bits >> (5 * (TaskLetters - 1 - letter)) & 31)];
        });
    }

    /// <summary>How the row's key begins, if the operation is about a mail without a task.</summary>
    internal static string MailIdOf(Guid operation) => StartOf(operation).ToString("x15", CultureInfo.InvariantCulture);

    private static bool IsMail(NotificationKey key) => key.Partition.StartsWith(NotificationKey.MailPrefix, StringComparison.Ordinal);

    private static ulong StartOf(Guid operation)
    {
        Span<byte> bytes = stackalloc byte[16];
        operation.TryWriteBytes(bytes, bigEndian: true, out _);
        var head = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return (head >> 4 & 0x0FFF_FFFF_FFFF_F000) | (head & 0xFFF);
    }

    private static ulong DigitsToBits(string id) => ulong.Parse(id.AsSpan(0, MailDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The letters after the first one, which is the same in all task ids.</summary>
    private static ulong LettersToBits(string task)
    {
        var bits = 0UL;
        for (var letter = 1; letter <= TaskLetters; letter++)
            bits = (bits << 5) | (uint)Math.Max(0, letter < task.Length ? Letters.IndexOf(task[letter], StringComparison.Ordinal) : 0);
        return bits;
    }
}
