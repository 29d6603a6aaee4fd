using System.Security.Cryptography;
using Azure;

namespace AccessReview.App.Store;

/// <summary>The result of one try to change what others may change at the same time.</summary>
/// <param name="IsDone">False: somebody else was faster, so the rows are read again.</param>
/// <param name="Value">The result, if it is done.</param>
internal readonly record struct Tried<T>(bool IsDone, T Value);

/// <summary>
/// Optimistic concurrency: read, change, and write against what was read. If somebody else was faster, wait a moment at random and
/// begin again.
/// </summary>
internal static class Contention
{
    /// <summary>After so many tries others are too fast, and the caller learns that the rows are busy.</summary>
    public const int MaxTries = 8;

    private const int ShortestPauseMilliseconds = 5;
    private const int FirstPauseMilliseconds = 20;
    private const int MaxDoublings = 4;

    public static Tried<T> Done<T>(T value) => new(true, value);

    public static Tried<T> Overtaken<T>() => default;

    /// <summary>Tries until a try is done.</summary>
    /// <param name="attempt">Reads, decides and writes. It gets the number of earlier tries. A conflict of the table service counts as overtaken.</param>
    /// <param name="exhausted">The result if every try was overtaken; it may throw.</param>
    /// <param name="cancellationToken">Ends the pauses between tries.</param>
    public static async Task<T> RetryAsync<T>(Func<int, Task<Tried<T>>> attempt, Func<T> exhausted, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (tries > 0)
                await Task.Delay(RandomNumberGenerator.GetInt32(ShortestPauseMilliseconds, FirstPauseMilliseconds << int.Min(tries - 1, MaxDoublings)), cancellationToken);
            try
            {
                if (await attempt(tries) is { IsDone: true } done)
                    return done.Value;
            }
            catch (RequestFailedException conflict) when (IsConflict(conflict))
            {
            }
        }

        return exhausted();
    }

    /// <summary>The same for work that must not be given up quietly.</summary>
    /// <exception cref="RequestFailedException">412: every try was overtaken.</exception>
    public static Task<T> RetryAsync<T>(Func<int, Task<Tried<T>>> attempt, CancellationToken cancellationToken) =>
        RetryAsync(attempt, () => throw new RequestFailedException(412, $"The rows were changed by others {MaxTries} times."), cancellationToken);

    /// <summary>Returns whether the table service refused a write because the row was changed, added or deleted since it was read.</summary>
    public static bool IsConflict(RequestFailedException failed) => failed.Status is 404 or 409 or 412;
}
