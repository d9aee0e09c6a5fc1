using EventSourcing.Extensions.Hosting;
using EventSourcing.Projections.InMemory;
using EventSourcing.Tests.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Certificate = EventSourcing.Tests.Docs.ProcessManagersTests.Certificate;
using Certification = EventSourcing.Tests.Docs.ProcessManagersTests.Certification;
using Dog = EventSourcing.Tests.Docs.ReadmeTests.Dog;
using TrainingSchool = EventSourcing.Tests.Docs.ReadmeTests.TrainingSchool;
using TrickCounts = EventSourcing.Tests.Docs.ProjectionsTests.TrickCounts;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/hosting.md shows.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_host_runs_a_projection_and_a_process_manager()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var file = new TemporaryFile();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([
            KeyValuePair.Create("EventSourcing:Certification:PERSISTENCE_MODULE", (string?)"EventSourcing.Sqlite"),
            KeyValuePair.Create("EventSourcing:Certification:SQLITE_DBNAME", (string?)file.Name),
        ]);

        builder.Services.AddSingleton<InMemoryViews>();
        builder.Services.AddEventSourcing(events =>
        {
            events.Restart(restart => restart.Delay = TimeSpan.FromSeconds(10));
            var school = events.AddApplication<TrainingSchool>();
            school.AddProjection(_ => new TrickCounts(), services => services.GetRequiredService<InMemoryViews>());
            school.AddProcessManager(context => new Certification
            {
                Follows = context.Follows,
                Settings = context.Settings,
                Options = context.Options,
            });
        });
        builder.Services.AddHealthChecks().AddEventSourcing(health => health.DegradedBehind = 500);

        using var host = builder.Build();
        await host.StartAsync(cancel);
        var dog = new Dog("Fido");
        dog.AddTrick("sit");
        var saved = await host.Services.GetRequiredService<TrainingSchool>().Repository.SaveAsync(dog, cancel);
        foreach (var name in (string[])["TrickCounts", "Certification"])
        {
            var runner = host.Services.GetRequiredService<ProjectionRunners>()[name];
            await runner.WaitForAsync(saved.Position!.Value, cancel);
        }

        Assert.Equal(1, host.Services.GetRequiredService<InMemoryViews>().Snapshot.Table(TrickCounts.Counts)["sit"]);
        Assert.Equal(["sit"], (await host.Services.GetRequiredService<Certification>().Repository.GetAsync<Certificate>(dog.Id, cancel)).Tricks);
        await host.StopAsync(cancel);
    }
}
