using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>The sentence under the comment box: who gets the comment, and how.</summary>
public static class CommentReachText
{
    public static string Of(Details details)
    {
        string[] sentences =
        [
            .. details.CommentReach.ByMail.Count > 0 ? [ByMail(details, details.CommentReach.ByMail)] : (string[])[],
            .. details.CommentReach.ByOthers.Select(channel =>
                ByOther([.. channel.Select(details.NameOf)], details.Channels.First(one => one.Key == channel.Key).Name())),
        ];
        return sentences.Length == 0 ? Say($"Nobody else is notified.") : string.Join(' ', sentences);
    }

    private static string ByMail(Details details, IReadOnlyList<UserId> people)
    {
        // The person who started a review or recommended a removal is named.
        var requester = KindRules.AllowsQuestions(details.Task.Kind) ? details.Task.RequestedBy : null;
        List<string> names = [.. people.Where(person => person != requester).Select(details.NameOf)];
        if (requester is { } known && people.Contains(known))
        {
            return names.Count == 0
                ? Say($"The requester gets this comment by email.")
                : Say($"{Listing.And([.. names, Say($"the requester")])} get this comment by email.");
        }

        return names is [var only] ? Say($"{only} gets this comment by email.") : Say($"{Listing.And(names)} get this comment by email.");
    }

    private static string ByOther(IReadOnlyList<string> names, string channel) =>
        names is [var only] ? Say($"{only} gets it in {channel}.") : Say($"{Listing.And(names)} get it in {channel}.");
}
