using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>A task's identifier: lower-case letters and digits, at most 40.</summary>
public readonly record struct TaskId(string Value) : IIdentifier<TaskId>
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static TaskId From(string value) => new(value);

    /// <summary>
    /// The id of the task that <paramref name="origin"/> leads to for <paramref name="purpose"/>. The same input gives the
    /// same id, so that opening twice opens one task.
    /// </summary>
    public static TaskId Derive(string origin, string purpose)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{origin}\n{purpose}"));
        var text = new StringBuilder("t", 27);
        for (var bit = 0; bit < 130; bit += 5)
            text.Append(Alphabet[((hash[bit / 8] << 8 | hash[(bit / 8) + 1]) >> (11 - (bit % 8))) & 31]);
        return new(text.ToString());
    }

    /// <summary>Returns whether the text can be a task id. Other texts are rejected without a store lookup.</summary>
    public static bool IsWellFormed(string? value) =>
        value is { Length: > 1 and <= 40 } && value.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9'));

    public override string ToString() => Value;
}

/// <summary>The chain of tasks that one request or one review item leads to.</summary>
public readonly record struct CaseId(string Value) : IIdentifier<CaseId>
{
    public static CaseId From(string value) => new(value);

    public override string ToString() => Value;
}
