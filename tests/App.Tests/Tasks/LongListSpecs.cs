using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>Lists of a person with more open tasks than one page of the store.</summary>
public sealed class LongListSpecs(LongListSpecs.Filled shared) : IClassFixture<LongListSpecs.Filled>
{
    private const int Waiting = 2_600;

    private static readonly UserId Reader = UserId.From(LongList.Person);

    [Fact]
    public async Task Many_simultaneous_readers_of_a_long_list_share_one_scan()
    {
        // This list has not been read yet.
        await using var own = new Filled();
        await own.InitializeAsync();
        await ReadAllAsync(own);
        var scanned = own.Scans.Pages;

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => ReadAllAsync(own)));

        Assert.InRange(scanned, 3, 3 * Enum.GetValues<TaskOrder>().Length);
        Assert.Equal(scanned, own.Scans.Pages);
    }

    [Fact]
    public async Task A_decision_is_visible_in_the_next_list_and_count()
    {
        var before = await Lists.CountsAsync(Reader, CancellationToken.None);

        await shared.App.As(LongList.Person).DecideAsync(shared.Number, "certify");
        var after = await Lists.CountsAsync(Reader, CancellationToken.None);
        var found = await Lists.MyTasksAsync(Reader, new TaskListQuery(null, false, 25) { Search = $"#{shared.Number}" }, CancellationToken.None);

        Assert.Equal((Waiting, Waiting - 1), (before[TaskKind.Certification], after[TaskKind.Certification]));
        Assert.Empty(found.Rows);
    }

    [Fact]
    public async Task A_newly_assigned_task_is_visible_in_the_next_count()
    {
        var before = await Lists.CountsAsync(Reader, CancellationToken.None);

        await Pages.Work.OpenAsync(shared.App, "bob", SmallOrganization.Reader, "revocation");
        var after = await Lists.CountsAsync(Reader, CancellationToken.None);

        Assert.Equal((0, 1), (before[TaskKind.Revocation], after[TaskKind.Revocation]));
    }

    [Theory]
    [InlineData(TaskOrder.Due, TaskGroup.None)]
    [InlineData(TaskOrder.Number, TaskGroup.None)]
    [InlineData(TaskOrder.Risk, TaskGroup.Person)]
    public async Task The_pages_of_a_filtered_list_contain_each_match_once(TaskOrder order, TaskGroup group)
    {
        List<int> found = [];
        string? after = null;
        do
        {
            var page = await Lists.MyTasksAsync(Reader, new TaskListQuery(TaskKind.Certification, false, 100) { Risk = Risk.High, Order = order, Group = group, After = after }, CancellationToken.None);
            found.AddRange(page.Rows.Select(row => row.Number));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, Waiting - 1).Where(at => (Risk)(at % 4) == Risk.High).Select(at => 100_000 + at), found.Order());
    }

    private TaskLists Lists => shared.App.Get<TaskLists>();

    private static async Task ReadAllAsync(Filled filled)
    {
        var lists = filled.App.Get<TaskLists>();
        await lists.CountsAsync(Reader, CancellationToken.None);
        await lists.CountsByAppAsync(Reader, TaskKind.Certification, CancellationToken.None);
        foreach (var order in Enum.GetValues<TaskOrder>())
            await lists.MyTasksAsync(Reader, new TaskListQuery(TaskKind.Certification, false, 25) { Search = "mull person 000", Order = order }, CancellationToken.None);
    }

    /// <summary>Counts the pages read from the index.</summary>
    public sealed class ScanCount : HttpPipelineSynchronousPolicy
    {
        private int _pages;

        public int Pages
        {
            get => _pages;
            set => _pages = value;
        }

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method == RequestMethod.Get && message.Request.Uri.Path.EndsWith("TaskIndex()", StringComparison.Ordinal))
                Interlocked.Increment(ref _pages);
        }
    }

    /// <summary>An app with all these open tasks. A test decides or opens only tasks that no other test counts.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

        public ScanCount Scans { get; } = new();

        /// <summary>A task that is not one of those created in bulk.</summary>
        public int Number { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var options = new TableClientOptions();
            options.AddPolicy(Scans, HttpPipelinePosition.PerCall);
            App = await TheApp.StartAsync(builder => builder.Services.AddSingleton(options));
            await App.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, System.Net.HttpStatusCode.Accepted);
            await App.RestAsync();
            Number = await LongList.FillAsync(App, Waiting);
            Scans.Pages = 0;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
