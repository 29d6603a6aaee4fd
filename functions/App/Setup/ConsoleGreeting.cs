using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Setup;

/// <summary>Prints to a local machine's console where the site is, where its emails can be read, and who is an admin.</summary>
public sealed class ConsoleGreeting(DirectoryStore directory, SamplePeople sample, IOptions<SiteOptions> site, IOptions<SetUpOptions> options)
{
    private const int MaxNames = 5;

    private const string NoAdministrators =
        "Administrators: none. To add one, write admin in the column roles of users.csv and start again with --import DIR. Or start with --Directory:Admins=ID, where ID is the id of a person in the directory.";

    /// <summary>Azure stores console output in its logs, and links are secrets. So they are printed only where mails are not really sent.</summary>
    public TextWriter Output => options.Value.Outbox is null ? TextWriter.Null : Console.Out;

    /// <summary>Called at the start. Prints nothing while the directory is empty.</summary>
    public async Task WriteUnlessEmptyAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Outbox is not null && !await directory.IsEmptyAsync(cancellationToken))
            await WriteAsync(cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Outbox is null)
            return;
        var admins = await AdminsAsync(cancellationToken);
        await Output.WriteLineAsync($"\n{site.Value.Name}: {site.Value.BaseUrl}\nEmail outbox: {site.Value.At(options.Value.Outbox)}\n{Text(admins)}");
        await WriteSampleAsync(cancellationToken);
        await Output.FlushAsync(cancellationToken);
    }

    internal static string Text(IReadOnlyList<User> admins)
    {
        if (admins.Count == 0)
            return NoAdministrators;
        var names = string.Join(", ", admins.Take(MaxNames).Select(admin => $"{admin.DisplayName} ({admin.Id})"));
        return admins.Count > MaxNames ? $"Administrators: {names} and {admins.Count - MaxNames} more" : $"Administrators: {names}";
    }

    private async Task WriteSampleAsync(CancellationToken cancellationToken)
    {
        using var speaking = Language.Use(Language.Default);
        if (await sample.ListAsync(cancellationToken) is not [_, ..] people)
            return;
        await Output.WriteLineAsync("Try it: open the address above and choose a person. No mail or password is needed.");
        foreach (var (user, role) in people)
            await Output.WriteLineAsync($"  {role,-14} {user.DisplayName} ({user.Id})");
    }

    private async Task<IReadOnlyList<User>> AdminsAsync(CancellationToken cancellationToken)
    {
        var admins = new List<User>();
        foreach (var id in await directory.AdminsAsync(cancellationToken))
        {
            if (await directory.FindUserAsync(id, cancellationToken) is { IsActive: true } admin)
                admins.Add(admin);
        }

        return admins;
    }
}
