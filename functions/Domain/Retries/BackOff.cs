using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.Domain.Retries;

/// <summary>How long to wait before a retry.</summary>
public static class BackOff
{
    /// <summary>The longest delay.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const double LongestMinutes = 50;

    /// <summary>
    /// One minute, then doubled each time, at most one hour. Each delay varies by up to 20 percent, so that operations
    /// that failed together are not retried together.
    /// </summary>
    /// <param name="tries">The number of tries so far, at least 1.</param>
    /// <param name="key">The key of the operation. It determines the variation, so that a replay gets the same delay.</param>
    public static TimeSpan After(int tries, string key) =>
        TimeSpan.FromMinutes(double.Min(LongestMinutes, double.Exp2(int.Clamp(tries - 1, 0, 6))) * (0.8 + (0.4 * Share(tries, key))));

    private static double Share(int tries, string key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}\n{tries}")))) / (double)uint.MaxValue;
}
