namespace AccessReview.App.Http;

/// <summary>The largest body that this endpoint reads, where the usual 64 KiB are not enough.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BodyLimitAttribute(int bytes) : Attribute
{
    public const int Usual = 64 * 1024;

    public int Bytes { get; } = bytes;

    /// <summary>
    /// How much more is read and thrown away before the answer. A browser that still sends when the connection is closed
    /// shows an error of its own instead of our sentence.
    /// </summary>
    public int ThrownAway { get; init; }
}
