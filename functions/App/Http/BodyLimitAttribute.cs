namespace AccessReview.App.Http;

/// <summary>The largest body in bytes that this endpoint reads, where the default of 64 KiB is too small.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BodyLimitAttribute(int bytes) : Attribute
{
    public const int Usual = 64 * 1024;

    public int Bytes { get; } = bytes;

    /// <summary>
    /// How many more bytes are read and discarded before the response.
    /// A browser that still sends when the connection is closed shows its own error instead of our message.
    /// </summary>
    public int ThrownAway { get; init; }
}
