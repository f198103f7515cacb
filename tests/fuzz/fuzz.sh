# Runs every fuzzer for so many seconds, seeded with the corpus and with what is there; sourced by tests/run.sh.
#
# A finding stops the run: its input is left in build/fuzz/found. Mend it, and keep the input in tests/fuzz/corpus.

# fuzz_all SECONDS
fuzz_all() {
    work=build/fuzz/work
    mkdir -p build/fuzz/found
    cmake --build build/fuzz --target fuzz_bag fuzz_destination fuzz_yaml fuzz_markdown fuzz_document \
        fuzz_look fuzz_numbers fuzz_pdf fuzz_series fuzz_state fuzz_text || return 1
    python3 tests/fuzz/seeds.py $work
    for target in bag destination yaml markdown document look numbers pdf series state text; do
        echo "== fuzzing $target for $1 seconds"
        mkdir -p $work/$target
        build/fuzz/tests/fuzz/fuzz_$target -max_total_time="$1" -timeout=10 -rss_limit_mb=2500 -max_len=24000 \
            -dict=tests/fuzz/format.dict -artifact_prefix=build/fuzz/found/$target- -print_final_stats=1 \
            $work/$target tests/fuzz/corpus/$target >build/fuzz/$target.log 2>&1 ||
            { tail -n 60 build/fuzz/$target.log; return 1; }
        grep -E 'number_of_executed|cov:' build/fuzz/$target.log | tail -n 2
    done
}
