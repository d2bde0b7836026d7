#!/bin/sh
# One chunk of the work: CHUNK of CHUNKS. What is printed is the chunk's result.
echo "resizing part $CHUNK of $CHUNKS in $WORK_DIR"
resize --part "$CHUNK" --of "$CHUNKS" --scratch "$WORK_DIR"
