using System.Diagnostics;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Links;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.LinkPages;

/// <summary>
/// Takes the decision of the link's holder from the link's own form. The middleware has checked the origin and the form's
/// token.
/// </summary>
public sealed partial class DecideByLink(LinkOpening opening, DirectoryFactsReader directory, TaskCommands commands, ILogger<DecideByLink> logger)
{
    [Function(nameof(DecideByLink))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "r/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var opened = await opening.OpenAsync(request.HttpContext, token, cancellationToken);
        using var speaking = request.HttpContext.SpeakTo(opened.Holder);
        if (opened is not OpenedLink.Task link)
            return LinkPages.End(opened);

        var form = await request.ReadFieldsAsync(cancellationToken);
        if (form.ReadText("undo") == "yes")
            return await UndoAsync(request, client, link, cancellationToken);

        var (decision, typed) = (form.ReadEnum<Decision>("decision"), new Typed(form.ReadProse("reason") ?? "", form.ReadText("until"), form.ReadProse("control")));
        return link.Status switch
        {
            LinkStatus.Answered answered when answered.Decision.Decision == decision => RedirectToResult(request),
            // A task with nothing left to decide closes now, with its reason.
            LinkStatus.Open or LinkStatus.NothingLeft { At: null } when decision is { } wanted =>
                await DecideAsync(request, client, link, wanted, typed, TermsOf.Form(form, wanted, link.Time), form.ReadWhole("seen") ?? 0, cancellationToken),
            LinkStatus.Open => ShowForm(link, null, Say($"Choose one of the buttons."), typed),
            LinkStatus.DecidedByOther => LinkPages.End(link, StatusCodes.Status409Conflict),
            _ => LinkPages.End(link),
        };
    }

    private async Task<IResult> DecideAsync(
        HttpRequest request, DurableTaskClient client, OpenedLink.Task link, Decision decision, Typed typed, CertificationTerms? terms, int seen, CancellationToken cancellationToken)
    {
        var claims = link.Claims;
        var order = new CommandOrder(claims.Task.Value, await HolderAsync(claims, cancellationToken), TaskIntents.Decide(decision, link.Now.Step, claims.Generation, typed.Reason, terms: terms, seen: seen));
        var result = await commands.ExecuteAsync(client, order, cancellationToken);
        switch (result)
        {
            case CommandResult.Done:
                return RedirectToResult(request);
            case CommandResult.Busy:
                return LinkPages.End(LinkMessages.Busy, StatusCodes.Status503ServiceUnavailable);
            case CommandResult.NotFound:
                return LinkPages.End(new OpenedLink.Unknown());
            case CommandResult.Refused { Why: var why }:
                Log.Refused(logger, claims.Id, why);
                return FaultOf(why, decision) is { } fault ? ShowForm(link, decision, fault, typed) : await ExplainAsync(link, why, typed, cancellationToken);
            default:
                throw new UnreachableException($"{result.GetType().Name} has no page.");
        }
    }

    /// <summary>Afterwards the same link shows the task again, or why the decision stays.</summary>
    private async Task<IResult> UndoAsync(HttpRequest request, DurableTaskClient client, OpenedLink.Task link, CancellationToken cancellationToken)
    {
        var claims = link.Claims;
        var order = new CommandOrder(claims.Task.Value, await HolderAsync(claims, cancellationToken), TaskIntents.Undo(null, claims.Generation));
        var result = await commands.ExecuteAsync(client, order, cancellationToken);
        if (result is CommandResult.Refused { Why: var why })
            Log.UndoRefused(logger, claims.Id, why);
        return result is CommandResult.Busy
            ? LinkPages.End(LinkMessages.Busy, StatusCodes.Status503ServiceUnavailable)
            : new SeeOther(result is CommandResult.Done ? $"{request.Path}?{LinkConfirmModel.UndoneParameter}" : $"{request.Path}");
    }

    private async Task<Actor> HolderAsync(LinkClaims claims, CancellationToken cancellationToken) =>
        Actor.Person(claims.Person, await directory.RolesOfAsync(claims.Person, cancellationToken), Proof.Link);

    /// <summary>Another user decided first, or the holder may not decide: the page shows why.</summary>
    private async Task<IResult> ExplainAsync(OpenedLink.Task link, Refusal why, Typed typed, CancellationToken cancellationToken)
    {
        var now = await opening.ReopenAsync(link.Claims, cancellationToken);
        return now switch
        {
            OpenedLink.Task { Status: LinkStatus.DecidedByOther } => LinkPages.End(now, StatusCodes.Status409Conflict),
            OpenedLink.Task { Status: LinkStatus.Open } still when Refusals.IsOfSubject(why) || why == Refusal.AccessChanged => ShowForm(still, null, Problems.Of(why, still.Now).Title, typed),
            // The task waits for the holder, but the role is read-only, such as an auditor.
            OpenedLink.Task { Status: LinkStatus.Open } => LinkPages.End(LinkMessages.NotAllowed, StatusCodes.Status403Forbidden),
            _ => LinkPages.End(now),
        };
    }

    private static IResult ShowForm(OpenedLink.Task link, Decision? chosen, string fault, Typed typed) =>
        LinkPages.Confirm(LinkConfirmModel.Of(link, chosen) with { Fault = fault, Reason = typed.Reason, Until = typed.Until, Control = typed.Control }, StatusCodes.Status400BadRequest);

    // Post, redirect, get: reloading the page does not decide again.
    private static SeeOther RedirectToResult(HttpRequest request) => new($"{request.Path}");

    private static string? FaultOf(Refusal why, Decision decision) => why switch
    {
        Refusal.ReasonRequired => Say($"Enter a reason. {TaskText.Button(decision)} needs one."),
        Refusal.TextTooLong => Say($"The reason is too long: {PlainText.MaxCharacters:N0} characters at most."),
        Refusal.ExceptionIncomplete => Problems.ExceptionIncomplete,
        Refusal.EndOutOfRange => Problems.EndOutOfRange,
        Refusal.WrongDecision => Say($"Choose one of the buttons."),
        _ => null,
    };

    /// <summary>What the holder entered, which is kept.</summary>
    private sealed record Typed(string Reason, string? Until, string? Control);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Decision by link {Link} refused: {Why}")]
        public static partial void Refused(ILogger logger, string link, Refusal why);

        [LoggerMessage(LogLevel.Information, "Undo by link {Link} refused: {Why}")]
        public static partial void UndoRefused(ILogger logger, string link, Refusal why);
    }
}
