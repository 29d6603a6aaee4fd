using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Openings;

/// <summary>
/// The message on a page after reviews or removals were opened and the redirect. The URL carries codes and numbers, never text, so
/// that a forged link cannot show text of its own.
/// </summary>
/// <param name="Tasks">The numbers of the first opened tasks.</param>
/// <param name="Open">The numbers of the first tasks that were already open.</param>
public sealed record OpeningNote(bool IsRemoval, int Opened, IReadOnlyList<int> Tasks, int AlreadyOpen, IReadOnlyList<int> Open, int Refused)
{
    private const string Code = "started";
    private const int MaxNumbers = 10;

    /// <summary>The URL to redirect to.</summary>
    public static string Add(OpeningQuery query, OpeningResults results)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(results);
        return QueryHelpers.AddQueryString(query.Back, new Dictionary<string, string?>
        {
            [Code] = EnumNames.Of(query.Kind),
            ["opened"] = Write(results.Opened),
            ["tasks"] = Numbers(OpeningStatus.Opened),
            ["already"] = Write(results.AlreadyOpen),
            ["open"] = Numbers(OpeningStatus.AlreadyOpen),
            ["refused"] = Write(results.Refused),
        });

        string Numbers(OpeningStatus status) =>
            string.Join('.', results.Items.Where(item => item.Status == status).Select(item => item.Number).OfType<int>().Order().Take(MaxNumbers).Select(Write));
    }

    /// <summary>The message for the codes in the URL; null: no code or an unknown one.</summary>
    public static OpeningNote? Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (EnumNames.Read<TaskKind>(query[Code]) is not { } kind || DirectOpening.Judge(kind, null) is not null)
            return null;
        return new OpeningNote(kind == TaskKind.Revocation, Whole(query["opened"]), Wholes(query["tasks"]), Whole(query["already"]), Wholes(query["open"]), Whole(query["refused"]));
    }

    /// <summary>What was opened; null: nothing.</summary>
    public string? Done => (IsRemoval, Opened) switch
    {
        (_, 0) => null,
        (true, 1) => Say($"1 removal is requested. It must be confirmed."),
        (true, _) => Say($"{Opened:N0} removals are requested. Each must be confirmed."),
        (false, 1) => Say($"1 review is open. The reviewers are notified."),
        (false, _) => Say($"{Opened:N0} reviews are open. The reviewers are notified."),
    };

    public string? Already => AlreadyOpen switch
    {
        0 => null,
        1 => Say($"1 task was already open. No second one was opened."),
        _ => Say($"{AlreadyOpen:N0} tasks were already open. No second ones were opened."),
    };

    public string? NotOpened => Refused switch
    {
        0 => null,
        1 => Say($"1 access has ended in the meantime. Nothing was opened for it."),
        _ => Say($"{Refused:N0} accesses have ended in the meantime. Nothing was opened for them."),
    };

    private static string Write(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Whole(string? text) => text is { Length: <= 9 } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IReadOnlyList<int> Wholes(string? text) => [.. (text ?? "").Split('.').Select(Whole).Where(number => number > 0).Take(MaxNumbers)];
}
